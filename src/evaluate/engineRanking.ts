/** Rankings made by an engine that can: the part of an evaluation that is all multiplication. */
import type { Dataset } from '../data/schema';
import type { Engine } from '../engine/engine';
import type { Vectors } from '../model/parameters';
import { blockGains, scaleUserVector } from '../retrieve/fuse';
import type { Ordering, Ranker } from './rankedPass';
import { createRelevance, type JudgedSplit } from './relevance';

export interface EngineRankingOptions {
  engine: Pick<Engine, 'rank'>;
  vectors: Vectors;
  dataset: Dataset;
  split: JudgedSplit;
  k: number;
}

/**
 * Own scores are ranked all in one go; F by one more pass for each weighting, over user vectors scaled by
 * its block gains: F = ⟨g ⊙ e_u, e_i⟩. Undefined where the engine does not rank.
 */
export function engineRanker({
  engine,
  vectors,
  dataset,
  split,
  k,
}: EngineRankingOptions): Ranker | undefined {
  const { rank } = engine;
  if (!rank) return undefined;
  const relevance = createRelevance(dataset, split);
  const removed = (user: number): Uint8Array => {
    relevance.select(user);
    return relevance.removed;
  };
  return async (orderings, users) => {
    const objectives = dataset.log.objectives.length;
    const own = orderings.some(isOwn) ? await rank({ vectors, objectives, k, users, removed }) : [];
    const lists: Int32Array[] = [];
    for (const ordering of orderings) {
      if (isOwn(ordering)) lists.push(own[ordering]!);
      else {
        const [list] = await rank({
          vectors: fusedVectors(vectors, ordering),
          objectives: 1,
          k,
          users,
          removed,
        });
        lists.push(list!);
      }
    }
    return lists;
  };
}

const isOwn = (ordering: Ordering): ordering is number => typeof ordering === 'number';

/** Vectors whose one score is F: users scaled, all units in one block. */
function fusedVectors(vectors: Vectors, weights: readonly number[]): Vectors {
  const { users, width, blocks } = vectors;
  const gains = blockGains(weights);
  const scaled = new Float32Array(users.length);
  for (let start = 0; start < users.length; start += width) {
    scaled.set(scaleUserVector(users.subarray(start, start + width), blocks, gains), start);
  }
  return { ...vectors, users: scaled, blocks: new Uint8Array(width) };
}
