/** What a stage remembers from step to step where weights and optimisers live on the host. */
import { CodedError } from '../coded';
import type { Weights } from '../model/tower';
import { copyInto, type LayerAdam, type TableAdam } from './adam';
import type { StageState } from './engine';

export class StageSnapshot {
  #step = 0;
  #losses: number[] = [];

  constructor(
    /** Every array of the model, in its own order. */
    private readonly weights: readonly Weights[],
    /** In the order of the arrays they move. */
    private readonly optimisers: readonly (LayerAdam | TableAdam)[],
  ) {}

  /** After each update. */
  count(loss: number): void {
    this.#step++;
    this.#losses.push(loss);
  }

  /** Losses since the last call, oldest first. */
  readLosses(): number[] {
    const losses = this.#losses;
    this.#losses = [];
    return losses;
  }

  capture(): StageState {
    return {
      step: this.#step,
      weights: this.weights.map((weights) => weights.slice()),
      optimisers: this.optimisers.map((optimiser) => optimiser.capture()),
      losses: [...this.#losses],
    };
  }

  /** Throws CodedError (`snapshot-mismatch`) when the state is of another stage. */
  resume({ step, weights, optimisers, losses }: StageState): void {
    if (weights.length !== this.weights.length || optimisers.length !== this.optimisers.length) {
      throw new CodedError('snapshot-mismatch');
    }
    this.weights.forEach((array, place) => {
      copyInto(array, weights[place]!);
    });
    this.optimisers.forEach((optimiser, place) => {
      optimiser.resume(optimisers[place]!, step);
    });
    this.#step = step;
    this.#losses = [...losses];
  }
}
