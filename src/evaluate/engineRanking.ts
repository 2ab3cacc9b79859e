/** Rankings made by an engine that can: the part of an evaluation that is all multiplication. */
import type { Dataset } from '../data/schema';
import type { Engine } from '../engine/engine';
import type { Vectors } from '../model/parameters';
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
 * Cumulative own scores are ranked all in one go; F by one more pass for each weighting, over user vectors
 * scaled by its block gains: F = ⟨g ⊙ e_u, e_i⟩. An own score that is a block alone is the F of that block.
 * Undefined where the engine does not rank.
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
    const rest = async () => {
      if (yielder.due()) await yielder.yield();
    };
    const shared = { k, users, removed, rest };
    const inOneGo = vectors.scores === 'cumulative' && orderings.some(isOwn);
    const own = inOneGo ? await rank({ ...shared, vectors, objectives }) : [];
    const lists: Int32Array[] = [];
    for (const ordering of orderings) {
      const known = isOwn(ordering) ? own[ordering] : undefined;
      const weights = isOwn(ordering) ? oneHot(ordering, objectives) : ordering;
      const [list] = known
        ? [known]
        : await rank({ ...shared, vectors: fusedVectors(vectors, weights), objectives: 1 });
      lists.push(list!);
    }
    return lists;
  };
}

const isOwn = (ordering: Ordering): ordering is number => typeof ordering === 'number';

const oneHot = (objective: number, objectives: number): number[] =>
  Array.from({ length: objectives }, (_, index) => Number(index === objective));

/** Vectors whose one score is F: users scaled, all units in one block. */
function fusedVectors(vectors: Vectors, weights: readonly number[]): Vectors {
  const { users, width, blocks, scores } = vectors;
  const gains = blockGains(weights, scores);
  const scaled = new Float32Array(users.length);
  for (let start = 0; start < users.length; start += width) {
    scaled.set(scaleUserVector(users.subarray(start, start + width), blocks, gains), start);
  }
  return { ...vectors, users: scaled, blocks: new Uint8Array(width), scores: 'cumulative' };
}
