import { describe, expect, it } from 'vitest';
import { preferenceScorer } from '../../src/retrieve/preferenceScorer';

/** One user, two hidden units, two items, K = 1, two objectives. */
const scorer = preferenceScorer({
  items: Float32Array.of(1, -2),
  width: 1,
  objectives: 2,
  preference: {
    hidden: Float32Array.of(1, -1),
    condition: Float32Array.of(2, 0, 0, 4),
    head: Float32Array.of(1, 10, 0.5),
  },
});

describe('preferenceScorer', () => {
  it('scores an objective at the corner of the simplex where only that objective has weight', () => {
    const out = [new Float32Array(2), new Float32Array(2)];
    scorer.score(0, out);
    // w = (1, 0): hidden (1 + 2, −1 → 0), e = 3·1 + .5 = 3.5. w = (0, 1): hidden (1, −1 + 4), e = 1 + 30 + .5 = 31.5.
    expect(out.map((scores) => [...scores])).toEqual([
      [3.5, -7],
      [31.5, -63],
    ]);
  });

  it('fuses by conditioning the user vector on the weights, whatever they sum to', () => {
    const out = new Float32Array(2);
    scorer.fuse!(0, [3, 1], out);
    // w = (.75, .25): hidden (1 + 1.5, −1 + 1 = 0), e = 2.5 + .5 = 3: no sum of the corners' scores.
    expect([...out]).toEqual([3, -6]);
  });

  it('rejects negative weights and weights that are all 0', () => {
    const out = new Float32Array(2);
    expect(() => scorer.fuse!(0, [1, -1], out)).toThrow(expect.objectContaining({ code: 'negative-weight' }));
    expect(() => scorer.fuse!(0, [0, 0], out)).toThrow(expect.objectContaining({ code: 'weights-all-zero' }));
  });
});
