import { describe, expect, it } from 'vitest';
import { OBJECTIVES } from '../../src/data/schema';
import type { RankOptions } from '../../src/engine/engine';
import { engineRanker } from '../../src/evaluate/engineRanking';
import { evaluate } from '../../src/evaluate/evaluate';
import type { ScoreKind } from '../../src/model/vectors';
import { createRandom } from '../../src/random';
import { topK } from '../../src/retrieve/topK';
import { vectorScorer } from '../../src/retrieve/vectorScorer';
import { datasetOfRows, type Row } from './datasetOfRows';

const USERS = 40;
const ITEMS = 60;
const WIDTH = 12;

/** What an engine's `rank` does, in plain loops. */
async function rank({ vectors, objectives, k, users, removed }: RankOptions): Promise<Int32Array[]> {
  const scorer = vectorScorer({ ...vectors, objectives });
  const scores = Array.from({ length: objectives }, () => new Float32Array(ITEMS));
  const lists = scores.map(() => new Int32Array(users.length * k).fill(-1));
  for (const [row, user] of users.entries()) {
    scorer.score(user, scores);
    scores.forEach((score, objective) => {
      lists[objective]!.set(topK(score, k, removed?.(user)), row * k);
    });
  }
  return lists;
}

/** Vectors of small whole numbers and weights that are too: every sum is exact, and many are tied. */
function evaluation(scores: ScoreKind = 'cumulative') {
  const random = createRandom(0, 'engine-ranking');
  const draw = (length: number) => Float32Array.from({ length }, () => random.integer(5) - 2);
  const blocks = Uint8Array.from({ length: WIDTH }, (_, unit) => unit % 3);
  const vectors = { users: draw(USERS * WIDTH), items: draw(ITEMS * WIDTH), width: WIDTH, blocks, scores };
  const rows = Array.from({ length: USERS }, (_, user): Row[] => [
    [user, user % 7, 0, 'train'],
    [user, 10 + (user % 13), 2, 'test'],
    [user, 30 + (user % 11), 1, 'test'],
  ]).flat();
  const weights = { exposure: 1, click: 2, conversion: 4 };
  const options = {
    dataset: datasetOfRows({ users: USERS, items: ITEMS }, rows),
    split: 'test',
    k: 9,
    seed: 0,
    weights,
    bestWeights: Object.fromEntries(
      OBJECTIVES.map((objective) => [objective, { ...weights, [objective]: 8 }]),
    ),
  } as const;
  return { vectors, options, scorer: vectorScorer({ ...vectors, objectives: 3 }) };
}

describe('an evaluation ranked by an engine', () => {
  it.each(['cumulative', 'separate'] as const)(
    'gives the same report as ranking on the host where scores are %s',
    async (kind) => {
      const { vectors, options, scorer } = evaluation(kind);
      const ranker = engineRanker({ engine: { rank }, vectors, ...options });
      const withoutScores = { ...scorer, score: () => expect.unreachable('the engine has ranked already') };
      const plain = await evaluate({ ...options, scorer });
      expect(await evaluate({ ...options, scorer: withoutScores, ranker })).toEqual(plain);
      expect(plain.fused?.exposure?.ndcg).not.toBe(plain.exposure?.ndcg);
    },
  );

  it('has no ranking function where the engine does not rank', () => {
    const { vectors, options } = evaluation();
    expect(engineRanker({ engine: {}, vectors, ...options })).toBeUndefined();
  });
});
