import { describe, expect, it } from 'vitest';
import { searchUsers, type UserQuery } from '../../src/retrieve/userSearch';
import { datasetOfRows, type Row } from '../evaluate/datasetOfRows';

const ROWS: Row[] = [
  [0, 0, 0, 'train'],
  [0, 1, 2, 'train'],
  [1, 0, 1, 'train'],
  [1, 1, 0, 'train'],
  [2, 1, 2, 'test'],
];
const plain = datasetOfRows({ users: 3, items: 2 }, ROWS);
const dataset = {
  ...plain,
  log: {
    ...plain.log,
    users: {
      ids: ['anna', 'ben', 'kettler'],
      features: [
        {
          kind: 'value' as const,
          name: 'segment',
          values: ['makers', 'runners'],
          index: Int32Array.of(0, 1, 0),
        },
        {
          kind: 'list' as const,
          name: 'tags',
          values: ['red', 'blue'],
          starts: Int32Array.of(0, 2, 2, 3),
          entries: Int32Array.of(0, 1, 1),
        },
      ],
    },
    items: { ids: ['i0', 'i1'], titles: ['Blue Sneakers', 'Classic Kettle'], features: [] },
  },
};
const search = (words: string[], changes: Partial<UserQuery> = {}) =>
  searchUsers(dataset, { words, depth: 0, ofAnything: true, ...changes }, 10);

describe('the search for users', () => {
  it('finds ids, values of features and lists, and titles of what they did in training', () => {
    expect(search(['ett']).map(({ user, reason }) => [user, reason.kind])).toEqual([
      [0, 'item'],
      [1, 'item'],
      [2, 'id'],
    ]);
    expect(search(['run'])).toEqual([{ user: 1, reason: { kind: 'feature', value: 'runners' } }]);
    expect(search(['red'])).toEqual([{ user: 0, reason: { kind: 'feature', value: 'red' } }]);
  });

  it('counts only interactions deep enough, and then no ids and no features', () => {
    expect(search(['kettle'], { depth: 2, ofAnything: false })).toEqual([
      { user: 0, reason: { kind: 'item', item: 1, depth: 2 } },
    ]);
    // The purchase in test is not known to whoever searches.
    expect(search(['kettle'], { depth: 1, ofAnything: false }).map(({ user }) => user)).toEqual([0]);
    expect(search(['makers'], { depth: 1, ofAnything: false })).toEqual([]);
  });

  it('wants every word, finds everybody for none, and stops at the limit', () => {
    expect(search(['makers', 'kettle']).map(({ user }) => user)).toEqual([0, 2]);
    expect(search([]).map(({ user }) => user)).toEqual([0, 1, 2]);
    expect(searchUsers(dataset, { words: [], depth: 0, ofAnything: true }, 2)).toHaveLength(2);
  });
});
