/** Rankings computed by an engine: the part of an evaluation that is all multiplication. */
import type { Dataset } from '../data/schema';
import type { Engine } from '../engine/engine';
import type { Vectors } from '../model/vectors';
import { blockGains, scaleUserVector } from '../retrieve/fuse';
import { createYielder } from '../yielding';
import type { Ordering, RankingFunction } from './rankedPass';
import { createRelevance, type EvaluatedSplit } from './relevance';

export interface EngineRankingOptions {
  engine: Pick<Engine, 'rank'>;
  vectors: Vectors;
  dataset: Dataset;
  split: EvaluatedSplit;
  k: number;
}

/**
 * Returns a function that ranks on the engine; undefined where the engine does not rank.
 * Cumulative scores s_t are all ranked in one pass; F in one more pass for each weighting, over user vectors
 * scaled by its block gains: F = ⟨g ⊙ e_u, e_i⟩. A score that is one block alone is the F of that block.
 */
export function engineRanker({
  engine,
  vectors,
  dataset,
  split,
  k,
}: EngineRankingOptions): RankingFunction | undefined {
  const { rank } = engine;
  if (!rank) return undefined;
  const relevance = createRelevance(dataset, split);
  const removed = (user: number): Uint8Array => {
    relevance.select(user);
    return relevance.removed;
  };
  const objectives = dataset.log.objectives.length;
  return async (orderings, users) => {
    const yielder = createYielder();
    const yieldIfDue = async () => {
      if (yielder.due()) await yielder.yield();
    };
    const shared = { k, users, removed, yieldIfDue };
    const inOnePass = vectors.scores === 'cumulative' && orderings.some(isObjective);
    const listsByObjective = inOnePass ? await rank({ ...shared, vectors, objectives }) : [];
    const lists: Int32Array[] = [];
    for (const ordering of orderings) {
      const known = isObjective(ordering) ? listsByObjective[ordering] : undefined;
      const weights = isObjective(ordering) ? oneHot(ordering, objectives) : ordering;
      const [list] = known
        ? [known]
        : await rank({ ...shared, vectors: fusedVectors(vectors, weights), objectives: 1 });
      lists.push(list!);
    }
    return lists;
  };
}

const isObjective = (ordering: Ordering): ordering is number => typeof ordering === 'number';

const oneHot = (objective: number, objectives: number): number[] =>
  Array.from({ length: objectives }, (_, index) => Number(index === objective));

/** Returns vectors whose only score is F: users scaled, all units in one block. */
function fusedVectors(vectors: Vectors, weights: readonly number[]): Vectors {
  const { users, width, blocks, scores } = vectors;
  const gains = blockGains(weights, scores);
  const scaled = new Float32Array(users.length);
  for (let start = 0; start < users.length; start += width) {
    scaled.set(scaleUserVector(users.subarray(start, start + width), blocks, gains), start);
  }
  return { ...vectors, users: scaled, blocks: new Uint8Array(width), scores: 'cumulative' };
}
