/** What an engine's ranking must equal: the scorer's scores, ranked by topK. */
import type { Vectors } from '../../src/model/vectors';
import { topK } from '../../src/retrieve/topK';
import { vectorScorer } from '../../src/retrieve/vectorScorer';

/** Returns per objective the k best items of each user, one user after another; −1 where no item is left. */
export function expectedLists(
  vectors: Vectors,
  users: Int32Array,
  k: number,
  marks: Uint8Array[],
): number[][] {
  const scorer = vectorScorer({ ...vectors, objectives: 3 });
  const scores = [0, 1, 2].map(() => new Float32Array(scorer.items));
  const lists: number[][] = [[], [], []];
  for (const user of users) {
    scorer.score(user, scores);
    scores.forEach((row, objective) => {
      const best = [...topK(row, k, marks[user])];
      while (best.length < k) best.push(-1);
      lists[objective]!.push(...best);
    });
  }
  return lists;
}
