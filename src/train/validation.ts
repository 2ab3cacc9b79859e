/** Validation of a training: recall of each objective, and its drift once finished. */
import { type Dataset, OBJECTIVES, type Objective, type PerObjective } from '../data/schema';
import { largestScoreChange } from '../evaluate/drift';
import { engineRanker } from '../evaluate/engineRanking';
import { evaluate } from '../evaluate/evaluate';
import { cutoff } from '../evaluate/metrics';
import type { RankingFunction } from '../evaluate/rankedPass';
import { type Reranker, scoreItems } from '../model/extra/reranker';
import type { Vectors } from '../model/vectors';
import { createRandom } from '../random';
import { preferenceScorer } from '../retrieve/preferenceScorer';
import { rerankedScorer } from '../retrieve/rerankedScorer';
import type { Scorer } from '../retrieve/scorer';
import { vectorScorer } from '../retrieve/vectorScorer';
import type { Training, Validation } from './run';

/** Multiplications a validation may cost before it samples the users. */
const VALIDATION_BUDGET = 4e8;
/** Users over whose scores drift is measured while training; the final figure takes all. */
const DRIFT_USERS = 64;

/** Returns the scorer of a model's vectors, in its rerankers' order where it has some. */
export function scorerOf(vectors: Vectors, dataset: Dataset, rerankers?: readonly Reranker[]): Scorer {
  const objectives = dataset.log.objectives.length;
  const { preference } = vectors;
  if (preference) return preferenceScorer({ ...vectors, preference, objectives });
  const retriever = vectorScorer({ ...vectors, objectives });
  if (!rerankers) return retriever;
  return rerankedScorer({
    retriever,
    score: (objective, user, items) => scoreItems(rerankers[objective]!, vectors, { user, items }),
  });
}

/** Measures recall of every objective, and drift since each was finished. */
export class Validator implements Validation {
  readonly #users: Int32Array;
  readonly #finished = new Map<Objective, { vectors: Vectors; scorer: Scorer }>();

  readonly #k: number;

  constructor(private readonly training: Training) {
    this.#users = sampledUsers(training);
    this.#k = cutoff(training.dataset.log.items.ids.length);
  }

  /** Computes Recall@K on validation of each objective by its own score, in the rerankers' order where there are some. */
  async recall(vectors: Vectors, rerankers?: readonly Reranker[]): Promise<Partial<PerObjective<number>>> {
    const { dataset, engine } = this.training;
    // An engine that ranks spares this thread the arithmetic.
    const ranker = rerankers
      ? undefined
      : engineRanker({ engine, vectors, dataset, split: 'validation', k: this.#k });
    return this.#measure('recall', scorerOf(vectors, dataset, rerankers), ranker);
  }

  /** Computes NDCG@K on validation of each objective by its own score. */
  ndcg(scorer: Scorer): Promise<Partial<PerObjective<number>>> {
    return this.#measure('ndcg', scorer);
  }

  async #measure(metric: 'recall' | 'ndcg', scorer: Scorer, ranker?: RankingFunction) {
    const { dataset, config } = this.training;
    const report = await evaluate({
      scorer,
      dataset,
      split: 'validation',
      k: this.#k,
      seed: config.seed,
      intervals: false,
      users: this.#users,
      ranker,
    });
    const found: Partial<PerObjective<number>> = {};
    for (const objective of OBJECTIVES) {
      const value = report[objective]?.[metric];
      if (value !== undefined) found[objective] = value;
    }
    return found;
  }

  /** Records an objective's scores as they are when its last stage ends. */
  finish(objective: Objective, vectors: Vectors): void {
    this.#finished.set(objective, { vectors, scorer: scorerOf(vectors, this.training.dataset) });
  }

  finished(): [Objective, Vectors][] {
    return Array.from(this.#finished, ([objective, { vectors }]) => [objective, vectors]);
  }

  replaceFinished(vectors: Vectors): void {
    for (const objective of this.#finished.keys()) this.finish(objective, vectors);
  }

  /** Computes max |Δ s_o| of every finished objective, over a few users or over all. */
  async drift(vectors: Vectors, users: 'sample' | 'all'): Promise<Partial<PerObjective<number>>> {
    const after = scorerOf(vectors, this.training.dataset);
    const drift: Partial<PerObjective<number>> = {};
    for (const [objective, before] of this.#finished) {
      const index = OBJECTIVES.indexOf(objective);
      drift[objective] = sameBlocks(before.vectors, vectors, index)
        ? 0
        : await largestScoreChange({
            before: before.scorer,
            after,
            objective: index,
            ...(users === 'sample' && { users: this.#users.subarray(0, DRIFT_USERS) }),
          });
    }
    return drift;
  }
}

/**
 * Whether every vector is bit for bit the same in the blocks that score an objective. False for vectors that
 * depend on fusion weights: there scores must be compared.
 */
function sameBlocks(before: Vectors, after: Vectors, objective: number): boolean {
  if (before.preference || after.preference) return false;
  const scoring = ({ blocks, scores }: Vectors) =>
    [...blocks.keys()].filter((unit) =>
      scores === 'separate' ? blocks[unit] === objective : blocks[unit]! <= objective,
    );
  const [units, unitsAfter] = [scoring(before), scoring(after)];
  if (units.length !== unitsAfter.length || units.some((unit, index) => unitsAfter[index] !== unit))
    return false;
  return (['users', 'items'] as const).every((side) => {
    const [old, now] = [before[side], after[side]];
    for (let start = 0; start < old.length; start += before.width) {
      for (const unit of units) if (old[start + unit] !== now[start + unit]) return false;
    }
    return true;
  });
}

/** Returns all users, or as many at random as the budget allows. */
function sampledUsers({ dataset, config }: Training): Int32Array {
  const users = dataset.log.users.ids.length;
  const perUser = dataset.log.items.ids.length * config.outputWidth;
  const affordable = Math.max(DRIFT_USERS, Math.floor(VALIDATION_BUDGET / perUser));
  const order = createRandom(config.seed, 'validation-users').permutation(users);
  return order.subarray(0, affordable).sort();
}
