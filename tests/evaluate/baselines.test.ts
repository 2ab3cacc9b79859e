import { describe, expect, it } from 'vitest';
import { oracleScorer, popularityScorer, randomScorer } from '../../src/evaluate/baselines';
import { largestScoreChange } from '../../src/evaluate/drift';
import type { Scorer } from '../../src/retrieve/scorer';
import { topK } from '../../src/retrieve/topK';
import { type Row, tableScorer, tinyDataset } from './tinyDataset';

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
const dataset = tinyDataset({ users: 3, items: 4 }, ROWS);

const ranking = (scorer: Scorer, user: number, objective: number) => {
  const out = Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
  scorer.score(user, out);
  return [...topK(out[objective]!, scorer.items)];
};

describe('popularity', () => {
  it('ranks by training counts and never looks at the test split', () => {
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

  it('gives items that are equal in everything the same score', () => {
    const alike = tinyDataset({ users: 1, items: 3 }, [[0, 2, 0, 'train']]);
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
  const wide = tinyDataset({ users: 3, items: 100 }, [[0, 0, 0, 'train']]);

  it('is the same order whenever asked, for every objective', () => {
    const scorer = randomScorer(wide, 0);
    const first = ranking(scorer, 1, 0);
    expect(ranking(scorer, 2, 0)).not.toEqual(first);
    expect(ranking(scorer, 1, 0)).toEqual(first);
    expect(ranking(scorer, 1, 2)).toEqual(first);
    expect([...first].sort((left, right) => left - right)).toEqual([...first.keys()]);
  });

  it('is another order for another seed', () => {
    expect(ranking(randomScorer(wide, 0), 1, 0)).not.toEqual(ranking(randomScorer(wide, 1), 1, 0));
  });
});

describe('the oracle', () => {
  it('scores with the true log-probabilities of the user', () => {
    const exposure = Float32Array.from({ length: 12 }, (_, index) => -index);
    const click = exposure.map((value) => -value);
    const known = tinyDataset({ users: 3, items: 4 }, ROWS, { exposure, click, conversion: exposure });
    expect(ranking(oracleScorer(known), 1, 0)).toEqual([0, 1, 2, 3]);
    expect(ranking(oracleScorer(known), 1, 1)).toEqual([3, 2, 1, 0]);
  });

  it('says that it needs a sample', () => {
    expect(() => oracleScorer(dataset)).toThrow('load a sample');
  });
});

describe('the largest score change', () => {
  const before = tableScorer([
    [
      [1, 2],
      [3, 4],
    ],
    [
      [0, 0],
      [0, Number.NEGATIVE_INFINITY],
    ],
  ]);
  const after = tableScorer([
    [
      [1, 2.5],
      [1, 4],
    ],
    [
      [0, 0],
      [0, Number.NEGATIVE_INFINITY],
    ],
  ]);

  it('is the largest difference of any user and item, whichever its sign', async () => {
    // |2.5 − 2| = .5 and |1 − 3| = 2.
    expect(await largestScoreChange({ before, after, objective: 0 })).toBe(2);
    expect(await largestScoreChange({ before, after, objective: 0, users: Int32Array.of(0) })).toBe(0.5);
  });

  it('is exactly 0 when nothing moved', async () => {
    expect(await largestScoreChange({ before, after, objective: 1 })).toBe(0);
  });

  it('does not hide a score that stopped being a number', async () => {
    const broken = tableScorer([
      [
        [Number.NaN, 2],
        [3, 4],
      ],
    ]);
    expect(await largestScoreChange({ before, after: broken, objective: 0 })).toBeNaN();
  });

  it('is not asked of an objective that one of the two lacks', async () => {
    await expect(largestScoreChange({ before, after, objective: 2 })).rejects.toThrow(RangeError);
  });
});
