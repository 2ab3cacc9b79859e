import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random';
import { topK } from '../../src/retrieve/topK';

describe('topK', () => {
  it('puts the best first and gives ties to the lower index', () => {
    //                          0  1  2  3  4  5
    const scores = Float32Array.of(1, 5, 3, 5, 3, 3);
    expect([...topK(scores, 4)]).toEqual([1, 3, 2, 4]);
  });

  it('leaves removed items out and returns fewer when fewer are left', () => {
    const scores = Float32Array.of(1, 5, 3, 5);
    expect([...topK(scores, 10, Uint8Array.of(0, 1, 0, 1))]).toEqual([2, 0]);
    expect([...topK(scores, 2, Uint8Array.of(1, 1, 1, 1))]).toEqual([]);
    expect([...topK(scores, 0)]).toEqual([]);
  });

  it('ranks NaN last, like −∞', () => {
    const scores = Float32Array.of(Number.NaN, -3, Number.NEGATIVE_INFINITY, 2);
    expect([...topK(scores, 2)]).toEqual([3, 1]);
    expect([...topK(scores, 4)]).toEqual([3, 1, 0, 2]);
  });

  it('writes into the array it is given', () => {
    const into = new Int32Array(5);
    const top = topK(Float32Array.of(1, 3, 2), 2, undefined, into);
    expect(top.buffer).toBe(into.buffer);
    expect([...top]).toEqual([1, 2]);
  });

  it('rejects a k that is not a non-negative integer, and arrays of the wrong length', () => {
    const scores = Float32Array.of(1, 2, 3);
    expect(() => topK(scores, -1)).toThrow(RangeError);
    expect(() => topK(scores, 1.5)).toThrow(RangeError);
    expect(() => topK(scores, 2, undefined, new Int32Array(1))).toThrow('k 2, into [1]');
    expect(() => topK(scores, 2, new Uint8Array(2))).toThrow(RangeError);
  });

  it.each([0, 1, 2, 3, 4])('agrees with a full sort on scores with many ties (seed %i)', (seed) => {
    const random = createRandom(seed, 'topK');
    for (const k of [1, 2, 7, 50, 299, 400]) {
      const scores = Float32Array.from({ length: 300 }, () => random.integer(40) - 20);
      const removed = Uint8Array.from({ length: 300 }, () => (random.uniform() < 0.2 ? 1 : 0));
      const sorted = Array.from(scores.keys())
        .filter((item) => !removed[item])
        .sort((left, right) => scores[right]! - scores[left]! || left - right);
      expect([...topK(scores, k, removed)]).toEqual(sorted.slice(0, k));
    }
  });
});
