/** A stage whose weights and optimisers live on the host: everything about it but the update itself. */

import { CodedError } from '../coded';
import type { Batch } from '../data/batches';
import type { Weights } from '../model/tower';
import type { OpenStage, Rates, StageState } from './engine';
import { type LayerAdam, TableAdam } from './hostAdam';
import { copyInto } from './optimiserState';

export interface HostStageOptions {
  /** Every array of the model, in its own order. */
  weights: readonly Weights[];
  /** The optimisers, in the order of the arrays that they move. */
  optimisers: readonly (LayerAdam | TableAdam)[];
  /** Moves the weights by one step and returns the step's loss. */
  update(batches: readonly Batch[], rates: Rates): Promise<number>;
}

/** Opens a stage that counts steps, collects losses, and captures and resumes the host's arrays. */
export function openHostStage({ weights, optimisers, update }: HostStageOptions): OpenStage {
  let step = 0;
  let losses: number[] = [];
  return {
    async step(batches, rates) {
      losses.push(await update(batches, rates));
      step++;
    },

    async losses() {
      const unread = losses;
      losses = [];
      return unread;
    },

    async synchronise() {
      for (const optimiser of optimisers) if (optimiser instanceof TableAdam) optimiser.catchUpAll();
    },

    async capture(): Promise<StageState> {
      return {
        step,
        weights: weights.map((array) => array.slice()),
        optimisers: optimisers.map((optimiser) => optimiser.capture()),
        losses: [...losses],
      };
    },

    async resume(state) {
      if (state.weights.length !== weights.length || state.optimisers.length !== optimisers.length) {
        throw new CodedError('snapshot-mismatch');
      }
      weights.forEach((array, index) => {
        copyInto(array, state.weights[index]!);
      });
      optimisers.forEach((optimiser, index) => {
        optimiser.resume(state.optimisers[index]!, state.step);
      });
      step = state.step;
      losses = [...state.losses];
    },

    // The weights live on the host already; nothing on the device outlives a step.
    dispose() {},
  };
}
