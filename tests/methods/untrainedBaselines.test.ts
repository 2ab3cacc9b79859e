import { describe, expect, it } from 'vitest';
import { itemKnnScorer } from '../../src/methods/itemKnn';
import { METHODS, UNTRAINED_BASELINE_IDS } from '../../src/methods/methodCatalogue';
import { popularityScorer } from '../../src/methods/popularity';
import {
  isUntrainedBaseline,
  oracleScorer,
  randomScorer,
  UNTRAINED_BASELINES,
} from '../../src/methods/untrainedBaselines';
import type { Scorer } from '../../src/retrieve/scorer';
import { topK } from '../../src/retrieve/topK';
import { datasetOfRows, type Row } from '../evaluate/datasetOfRows';

/** Exposures in training: item 0 once, item 1 twice, item 2 three times, item 3 never. */
const ROWS: Row[] = [
  [0, 0, 1, 'train'],
  [0, 1, 1, 'train'],
  [0, 2, 0, 'train'],
  [1, 1, 0, 'train'],
  [1, 2, 2, 'train'],
  [1, 3, 2, 'test'],
  [2, 2, 0, 'train'],
];
const dataset = datasetOfRows({ users: 3, items: 4 }, ROWS);

const ranking = (scorer: Scorer, user: number, objective: number) => {
  const out = Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
  scorer.score(user, out);
  return [...topK(out[objective]!, scorer.items)];
};

describe('the untrained baselines', () => {
  it('are the untrained methods of the catalogue; one of them is for samples only', () => {
    const untrained = METHODS.filter(({ trained }) => !trained).map(({ id }) => id);
    expect(untrained).toEqual([...UNTRAINED_BASELINE_IDS]);
    expect(Object.keys(UNTRAINED_BASELINES)).toEqual(untrained);
    expect([
      isUntrainedBaseline('item-knn'),
      isUntrainedBaseline('csmf'),
      isUntrainedBaseline('toString'),
    ]).toEqual([true, false, false]);
  });

  it('reject a log without the data they need, and rank the items of any other', () => {
    expect(() => UNTRAINED_BASELINES.oracle(dataset, 0)).toThrow(
      expect.objectContaining({ code: 'oracle-without-truth' }),
    );
    for (const baseline of ['item-knn', 'popularity', 'random'] as const) {
      expect(ranking(UNTRAINED_BASELINES[baseline](dataset, 0), 0, 2)).toHaveLength(4);
    }
  });
});

describe('item neighbours', () => {
  const scoresOf = (scorer: Scorer, user: number) => {
    const out = Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
    scorer.score(user, out);
    return out.map((scores) => [...scores]);
  };

  it('sum an item’s cosine similarities to the user’s other training items', () => {
    // U_0 = {0}, U_1 = {0, 1}, U_2 = {0, 1, 2}; cosines 0–1: 1/√2 = .70711, 0–2: 1/√3 = .57735,
    // 1–2: 2/√6 = .81650. User 0 saw all three: .70711 + .57735 = 1.28446, .70711 + .81650 = 1.52360,
    // .57735 + .81650 = 1.39385. Nobody saw item 3 in training.
    const [exposure] = scoresOf(itemKnnScorer(dataset), 0);
    [1.28446, 1.5236, 1.39385, 0].forEach((score, item) => {
      expect(exposure![item]).toBeCloseTo(score, 5);
    });
  });

  it('count each objective by its own positives', () => {
    // Clicks: U_0 = {0}, U_1 = {0}, U_2 = {1}: cosine 0–1 is 1, item 2 has no neighbour. User 0 clicked both.
    const [, click] = scoresOf(itemKnnScorer(dataset), 0);
    expect(click!.slice(0, 2)).toEqual([1, 1]);
    // Items 2 and 3 follow by popularity: ranks 3 and 0 of clicks, divided by 4 items · 3 users.
    expect(click!.slice(2)).toEqual([0.25, 0]);
  });

  it('rank items without neighbours by popularity, below all items with neighbours', () => {
    // User 2 saw item 2 only: .57735 and .81650 for its neighbours; ranks 3 and 0 of items 2 and 3 ÷ 12.
    const [exposure, click] = scoresOf(itemKnnScorer(dataset), 2);
    [0.57735, 0.8165, 0.25, 0].forEach((score, item) => {
      expect(exposure![item]).toBeCloseTo(score, 5);
    });
    // No click of their own: the order of popularity.
    expect(ranking(itemKnnScorer(dataset), 2, 1)).toEqual([2, 1, 0, 3]);
    expect(Math.max(...click!)).toBeLessThan(1 / 3);
  });

  it('rank by popularity for a user without training exposures', () => {
    const wider = datasetOfRows({ users: 4, items: 4 }, [...ROWS, [3, 0, 2, 'test']]);
    for (const objective of [0, 1, 2]) {
      expect(ranking(itemKnnScorer(wider), 3, objective)).toEqual([2, 1, 0, 3]);
    }
  });

  it('keep the hundred best neighbours of an item', () => {
    // User 0 saw items 0 … 150, and each of users 1 … 40 item 0 and one of 1 … 40: those 40 are nearer to it
    // (2/√(41·2)) than the other 110 (1/√41), of which 60 are kept.
    const crowd: Row[] = Array.from({ length: 151 }, (_, item): Row => [0, item, 0, 'train']);
    for (let user = 1; user <= 40; user++) crowd.push([user, 0, 0, 'train'], [user, user, 0, 'train']);
    crowd.push([41, 0, 0, 'train']);
    const [exposure] = scoresOf(itemKnnScorer(datasetOfRows({ users: 42, items: 151 }, crowd)), 41);
    const similar = exposure!.flatMap((score, item) => (score >= 1 / 42 && item > 0 ? [item] : []));
    expect(similar).toHaveLength(100);
    expect(similar.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
});

describe('popularity', () => {
  it('ranks by training counts, without the test split', () => {
    expect(ranking(popularityScorer(dataset), 0, 0)).toEqual([2, 1, 0, 3]);
  });

  it('breaks ties of clicks by exposures', () => {
    // Clicks: items 0, 1 and 2 once each; by exposures 2 (three), 1 (two), 0 (one).
    expect(ranking(popularityScorer(dataset), 0, 1)).toEqual([2, 1, 0, 3]);
  });

  it('breaks ties of conversions by clicks, then by exposures', () => {
    // Conversions: item 2 once. The others tie; clicks 1, 1, 0; of items 0 and 1 the latter has more exposures.
    expect(ranking(popularityScorer(dataset), 2, 2)).toEqual([2, 1, 0, 3]);
  });

  it('gives items with equal counts the same score', () => {
    const alike = datasetOfRows({ users: 1, items: 3 }, [[0, 2, 0, 'train']]);
    const out = [0, 1, 2].map(() => new Float32Array(3));
    popularityScorer(alike).score(0, out);
    expect(out.map((scores) => [...scores])).toEqual([
      [0, 0, 1],
      [0, 0, 1],
      [0, 0, 1],
    ]);
  });
});

describe('random', () => {
  const wide = datasetOfRows({ users: 3, items: 100 }, [[0, 0, 0, 'train']]);

  it('gives the same order in every call and for every objective', () => {
    const scorer = randomScorer(wide, 0);
    const first = ranking(scorer, 1, 0);
    expect(ranking(scorer, 2, 0)).not.toEqual(first);
    expect(ranking(scorer, 1, 0)).toEqual(first);
    expect(ranking(scorer, 1, 2)).toEqual(first);
    expect([...first].sort((left, right) => left - right)).toEqual([...first.keys()]);
  });

  it('gives another order for another seed', () => {
    expect(ranking(randomScorer(wide, 0), 1, 0)).not.toEqual(ranking(randomScorer(wide, 1), 1, 0));
  });
});

describe('the oracle', () => {
  it('scores with the true log-probabilities of the user', () => {
    const exposure = Float32Array.from({ length: 12 }, (_, index) => -index);
    const click = exposure.map((value) => -value);
    const known = datasetOfRows({ users: 3, items: 4 }, ROWS, { exposure, click, conversion: exposure });
    expect(ranking(oracleScorer(known), 1, 0)).toEqual([0, 1, 2, 3]);
    expect(ranking(oracleScorer(known), 1, 1)).toEqual([3, 2, 1, 0]);
  });

  it('is rejected on a log without true probabilities', () => {
    expect(() => oracleScorer(dataset)).toThrow(expect.objectContaining({ code: 'oracle-without-truth' }));
  });
});
