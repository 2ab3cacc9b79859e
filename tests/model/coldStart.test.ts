import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { coldVector, towardsLiked } from '../../src/model/coldStart';
import { referenceVector } from '../../src/model/forward';
import { encodeSides, rowsOf } from '../../src/model/lookups';
import { copyModel, createModel } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { tinyDataset } from '../tinyLog';

describe('a cold vector', () => {
  it('is that of an unseen user with the same features, values and lists', () => {
    const dataset = tinyDataset({ lists: true });
    const { users } = copyModel(createModel(dataset, DEFAULTS, createRandom(1, 'model')), 'float64');
    const side = encodeSides(dataset).users;
    for (const user of [0, 1, 2]) {
      const unseen = { ...side, seen: side.seen.map((seen, index) => (index === user ? 0 : seen)) };
      const rows = side.lookups.slice(1).map((lookup) => rowsOf(lookup, user));
      const cold = coldVector(users, unseen.seen, rows);
      referenceVector(users, unseen, user).forEach((value, unit) => {
        expect(cold[unit]).toBeCloseTo(value, 12);
      });
    }
    expect(() => coldVector(users, side.seen, [])).toThrow(RangeError);
  });
});

describe('a vector moved towards liked items', () => {
  const blocks = Uint8Array.of(0, 0, 1);
  // Block 0 of the users has the lengths 5 and 3, 4 on average; block 1 has 2 and 0, 1 on average.
  const users = Float32Array.of(3, 4, 2, 3, 0, 0);

  it('is halfway, each block of the likes as long as the users’ on average', () => {
    // Mean of the liked: (0, 2, −8): block 0 becomes (0, 4), block 1 becomes −1. Half of the sum with (2, 2, 2).
    const liked = [Float32Array.of(1, 2, -8), Float32Array.of(-1, 2, -8)];
    expect([...towardsLiked(Float64Array.of(2, 2, 2), { liked, users, blocks })]).toEqual([1, 3, 0.5]);
  });

  it('is the cold vector where nothing is liked', () => {
    expect([...towardsLiked(Float64Array.of(2, 2, 2), { liked: [], users, blocks })]).toEqual([2, 2, 2]);
  });
});
