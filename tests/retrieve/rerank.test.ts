import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random';
import { RERANK_DEPTH, rerankedScorer, type SecondStage } from '../../src/retrieve/rerankedScorer';
import type { Scorer } from '../../src/retrieve/scorer';
import { topK } from '../../src/retrieve/topK';

const ITEMS = 450;

/** Scores rounded so that many items tie, also across the head's end. */
function tiedRetriever(levels: number): Scorer {
  return {
    users: 5,
    items: ITEMS,
    objectives: 3,
    score(user, out) {
      out.forEach((scores, objective) => {
        const random = createRandom(user, `retriever/${objective}`);
        for (let item = 0; item < ITEMS; item++) scores[item] = Math.floor(levels * random.normal()) / levels;
      });
    },
  };
}
const secondScore = (objective: number, user: number, item: number) =>
  createRandom(item, `${objective}/${user}`).uniform();
const score: SecondStage['score'] = (objective, user, items) =>
  Float64Array.from(items, (item) => secondScore(objective, user, item));

const scoresOf = (scorer: Scorer, user: number) => {
  const out = [0, 1, 2].map(() => new Float32Array(ITEMS));
  scorer.score(user, out);
  return out;
};

describe('a reranked list', () => {
  it.each([3, 1000])(
    'has the retriever’s first 200 items in the reranker’s order, then the others in the retriever’s (%i levels)',
    (levels) => {
      const retriever = tiedRetriever(levels);
      const scorer = rerankedScorer({ retriever, score });
      for (let user = 0; user < 5; user++) {
        const before = scoresOf(retriever, user).map((scores) => [...topK(scores, ITEMS)]);
        const after = scoresOf(scorer, user).map((scores) => [...topK(scores, ITEMS)]);
        before.forEach((list, objective) => {
          const head = list.slice(0, RERANK_DEPTH);
          const reordered = head.toSorted(
            (a, b) => secondScore(objective, user, b) - secondScore(objective, user, a),
          );
          expect(reordered).not.toEqual(head);
          expect(after[objective]).toEqual([...reordered, ...list.slice(RERANK_DEPTH)]);
        });
      }
    },
  );

  it('by fusion has its first items selected by fused retriever scores and ordered by fused reranker scores', () => {
    // F = 1·s_d + 2·s_v chooses; z = 1·z_d + 2·z_v orders.
    const retriever = tiedRetriever(1000);
    const scorer = rerankedScorer({ retriever, score });
    const weights = [1, 0, 2];
    const [exposure, , conversion] = scoresOf(retriever, 3);
    const linear = exposure!.map((value, item) => value + 2 * conversion![item]!);
    const head = [...topK(linear, RERANK_DEPTH)];
    const z = (item: number) => secondScore(0, 3, item) + 2 * secondScore(2, 3, item);
    const fused = new Float32Array(ITEMS);
    scorer.fuse!(3, weights, fused);
    expect([...topK(fused, ITEMS)]).toEqual([
      ...head.toSorted((a, b) => z(b) - z(a)),
      ...[...topK(linear, ITEMS)].slice(RERANK_DEPTH),
    ]);
  });

  it('does not depend on earlier rankings, and no item is scored twice for a user', () => {
    const scored: string[] = [];
    const counting: SecondStage['score'] = (objective, user, items) => {
      for (const item of items) scored.push(`${objective}/${user}/${item}`);
      return score(objective, user, items);
    };
    const retriever = tiedRetriever(1000);
    const scorer = rerankedScorer({ retriever, score: counting });
    const first = scoresOf(scorer, 1);
    scorer.fuse!(1, [0.3, 0.3, 0.4], new Float32Array(ITEMS));
    expect(new Set(scored).size).toBe(scored.length);
    scoresOf(scorer, 2);
    expect(scoresOf(scorer, 1)).toEqual(first);
    expect(scoresOf(rerankedScorer({ retriever, score }), 1)).toEqual(first);
  });

  it('reassigns the retriever’s scores to the new order, and keeps its order where reranker scores tie', () => {
    const retriever = tiedRetriever(1e6);
    const [before] = scoresOf(retriever, 0);
    const [after] = scoresOf(rerankedScorer({ retriever, score }), 0);
    expect([...after!].sort()).toEqual([...before!].sort());
    const constant = rerankedScorer({
      retriever,
      score: (_, __, items) => new Float64Array(items.length),
    });
    expect(scoresOf(constant, 0)[0]).toEqual(before);
  });
});
