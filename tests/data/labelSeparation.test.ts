import { describe, expect, it } from 'vitest';
import { decidedValue, type EntityCounts, separationBy } from '../../src/data/report/labelSeparation';
import type { Feature } from '../../src/data/schema';
import { createRandom } from '../../src/random';

/** A value feature with one value per entity. */
const feature = (values: string[], index: ArrayLike<number>): Feature => ({
  kind: 'value',
  name: 'f',
  values,
  index: Int32Array.from(index),
});

const counts = (pairs: number[], reached: number[]): EntityCounts => ({
  pairs: Float64Array.from(pairs),
  reached: Float64Array.from(reached),
});

describe('the separation of a label by a feature', () => {
  it('is 1 where the value is the label, and ½ where it has nothing to do with it', () => {
    // 40 entities of 10 pairs; of every other one all pairs reach the label.
    const pairs = new Array<number>(40).fill(10);
    const reached = pairs.map((_, entity) => (entity % 2 ? 10 : 0));
    const is = feature(
      ['no', 'yes'],
      pairs.map((_, entity) => entity % 2),
    );
    expect(separationBy(is, counts(pairs, reached))).toEqual({ auc: 1, low: 1 });
    // Every fourth has another value: as many of those reach it as of the others.
    const isNot = feature(
      ['a', 'b'],
      pairs.map((_, entity) => Math.floor(entity / 2) % 2),
    );
    expect(separationBy(isNot, counts(pairs, reached))!.auc).toBeLessThan(0.7);
  });

  it('is by hand what the formula says', () => {
    // Value a: 30 of 100 pairs in either half, b: 10 of 100. Fitted rates are ordered a > b in both halves:
    // AUC = P(a | label)·P(b | none) + ½·(P(a | label)·P(a | none) + P(b | label)·P(b | none))
    //     = ¾·90/160 + ½·(¾·70/160 + ¼·90/160) = .421875 + .234375.
    const entities = Array.from({ length: 40 }, (_, entity) => entity);
    const value = entities.map((entity) => Number(entity >= 20));
    const reached = value.map((is) => (is ? 1 : 3));
    const found = separationBy(feature(['a', 'b'], value), counts(new Array<number>(40).fill(10), reached))!;
    expect(found.auc).toBeCloseTo(0.65625, 10);
    // Hanley & McNeil with 40 entities that have the label and 40 that lack it: ±.12.
    expect(found.low).toBeCloseTo(0.65625 - 1.96 * 0.061, 2);
  });

  it('of an id is ½: a rate that only its own pairs know is not found on others', () => {
    const random = createRandom(0, 'test');
    const pairs = new Array<number>(400).fill(20);
    const reached = pairs.map(() => random.integer(21));
    const ids = feature(
      pairs.map((_, entity) => `${entity}`),
      [...pairs.keys()],
    );
    expect(separationBy(ids, counts(pairs, reached))!.auc).toBeCloseTo(0.5, 6);
  });

  it('of a list is by the mean rate of its values', () => {
    const starts = Int32Array.from({ length: 41 }, (_, entity) => 2 * entity);
    // Everybody has value 0; every other entity value 1 beside it, the rest value 2.
    const entries = Int32Array.from({ length: 80 }, (_, place) =>
      place % 2 === 0 ? 0 : 1 + (Math.floor(place / 2) % 2),
    );
    const list: Feature = { kind: 'list', name: 'tags', values: ['all', 'even', 'odd'], starts, entries };
    const pairs = new Array<number>(40).fill(10);
    const reached = pairs.map((_, entity) => (entity % 2 ? 10 : 0));
    expect(separationBy(list, counts(pairs, reached))!.auc).toBe(1);
  });

  it('is not measured on fewer than five entities with the label, or without it', () => {
    const pairs = new Array<number>(20).fill(5);
    const few = pairs.map((_, entity) => (entity < 4 ? 5 : 0));
    expect(
      separationBy(
        feature(
          ['a'],
          pairs.map(() => 0),
        ),
        counts(pairs, few),
      ),
    ).toBeUndefined();
  });
});

describe('a value that decides the label', () => {
  /** 200 users of 20 pairs; every other user ever buys, and then 4 of 20. */
  const pairs = new Array<number>(200).fill(20);
  const reached = pairs.map((_, user) => (Math.floor(user / 3) % 2 ? 4 : 0));
  const everBought = feature(
    ['no', 'yes'],
    pairs.map((_, user) => Math.floor(user / 3) % 2),
  );

  it('is found where it was written afterwards, although it does not separate pairs of buyers', () => {
    expect(decidedValue(everBought, counts(pairs, reached))).toMatchObject({ value: 'no', always: false });
    expect(separationBy(everBought, counts(pairs, reached))!.auc).toBeLessThan(0.8);
  });

  it('is not one that merely makes it rare, nor one of too few entities', () => {
    const rare = reached.map((count, user) => (user === 96 ? 1 : count));
    expect(decidedValue(everBought, counts(pairs, rare))).toBeUndefined();
    const few = counts(pairs.slice(0, 50), reached.slice(0, 50));
    const short = feature(
      ['no', 'yes'],
      pairs.slice(0, 50).map((_, user) => Math.floor(user / 3) % 2),
    );
    expect(decidedValue(short, few)).toBeUndefined();
  });

  it('may reach it always', () => {
    const all = pairs.map((count, user) => (Math.floor(user / 3) % 2 ? count : 8));
    expect(decidedValue(everBought, counts(pairs, all))).toMatchObject({ value: 'yes', always: true });
  });
});
