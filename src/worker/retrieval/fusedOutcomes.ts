/** What weightings do to all users: the current one while a slider moves, and the grid of all of them beside it. */
import { evaluateGrid } from '../../evaluate/evaluateGrid';
import type { PassOptions } from '../../evaluate/rankedPass';
import { outcomesOfWeightings } from '../../evaluate/weightingOutcomes';
import type { ScoreKind } from '../../model/vectors';
import type { WeightingGrid } from '../../retrieve/weightingGrid';
import type { Emit } from '../events';
import type { FusedComparison, FusionWeights, WeightingGridRequest } from '../protocol/retrieval';
import { createLatestJob } from './latestJob';

/** A grid that takes longer reports its progress, and then this often. */
const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 250;

/** What is ranked: a scorer of a log. */
type Ranked = Pick<PassOptions, 'scorer' | 'dataset' | 'k'>;

export class FusedOutcomes {
  readonly #outcome = createLatestJob();
  readonly #grid = createLatestJob();

  constructor(private readonly emit: Emit) {}

  /** Evaluates a weighting on test, beside a pinned one; null once a newer call came. */
  compare(
    ranked: Ranked,
    { weights, pinned }: { weights: FusionWeights; pinned: FusionWeights | undefined },
  ): Promise<FusedComparison | null> {
    const listOf = (weighting: FusionWeights) => ranked.dataset.log.objectives.map((name) => weighting[name]);
    return this.#outcome.run(async (signal) => {
      const weightings = pinned ? [listOf(pinned), listOf(weights)] : [listOf(weights)];
      const outcomes = await outcomesOfWeightings({ ...ranked, split: 'test', signal }, weightings);
      const { shared, ...outcome } = outcomes.at(-1)!;
      if (!pinned) return outcome;
      const { shared: _, ...before } = outcomes[0]!;
      return { ...outcome, pinned: before, shared };
    });
  }

  /** Evaluates a simplex grid on validation; null once a newer call came. */
  grid(ranked: Ranked, request: WeightingGridRequest & { scores: ScoreKind }): Promise<WeightingGrid | null> {
    return this.#grid.run((signal) =>
      evaluateGrid({
        ...ranked,
        ...request,
        signal,
        onProgress: this.#progress(),
        // A slider that moves does not wait for the grid.
        waitFor: () => this.#outcome.ended,
      }),
    );
  }

  stop(): void {
    this.#outcome.stop();
    this.#grid.stop();
  }

  #progress(): (done: number, total: number) => void {
    let next = performance.now() + PROGRESS_AFTER_MS;
    return (done, total) => {
      if (performance.now() < next || done === total) return;
      next = performance.now() + PROGRESS_EVERY_MS;
      this.emit({ type: 'weighting-grid', done, total });
    };
  }
}
