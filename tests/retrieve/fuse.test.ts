import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/coded';
import { sentenceOf } from '../../src/page/messages/sentence';
import { createRandom } from '../../src/random';
import { contributions } from '../../src/retrieve/explain';
import { blockGains, fuse, fuseFor, scaleUserVector } from '../../src/retrieve/fuse';
import { vectorScorer } from '../../src/retrieve/vectorScorer';

function refusal(call: () => unknown): CodedError {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    return error as CodedError;
  }
  return expect.unreachable('nothing was refused');
}

const scores = [Float32Array.of(1, 2), Float32Array.of(3, 5), Float32Array.of(-1, 4)];

describe('fusion of scores', () => {
  it('adds the weighted scores of each item', () => {
    // item 0: 1·1 + 2·3 + 4·(−1) = 3; item 1: 1·2 + 2·5 + 4·4 = 28
    expect([...fuse(scores, [1, 2, 4], new Float32Array(2))]).toEqual([3, 28]);
  });

  it('also fuses two objectives', () => {
    // item 0: 2·1 + 1·3 = 5; item 1: 2·2 + 1·5 = 9
    expect([...fuse(scores.slice(0, 2), [2, 1], new Float32Array(2))]).toEqual([5, 9]);
  });

  it('is the scorer’s where it has one, with the same checks, and else linear', () => {
    const linear = { users: 1, items: 2, objectives: 3, score: () => undefined };
    const nonlinear = {
      ...linear,
      fuse: (user: number, weights: readonly number[], out: Float32Array) => {
        out.fill(10 * user + weights[0]!);
      },
    };
    const options = { user: 1, weights: [1, 2, 4], scores };
    expect([...fuseFor(linear, options, new Float32Array(2))]).toEqual([3, 28]);
    expect([...fuseFor(nonlinear, options, new Float32Array(2))]).toEqual([11, 11]);
    const zero = { ...options, weights: [0, 0, 0] };
    expect(refusal(() => fuseFor(nonlinear, zero, new Float32Array(2))).code).toBe('weights-all-zero');
  });

  it('explains an item by contributions that sum to its fused score', () => {
    // item 1 with weights 1, 2, 4: 2 + 10 + 16 = 28
    expect(contributions(scores, [1, 2, 4], 1)).toEqual([2, 10, 16]);
    expect(refusal(() => contributions(scores, [1, 2, 4], 2))).toMatchObject({
      code: 'unknown-item',
      values: { item: 2, items: 2 },
    });
  });

  it('rejects weights that rank nothing, and the message says what to do', () => {
    const out = new Float32Array(2);
    const refused = (weights: number[]) => {
      const error = refusal(() => fuse(scores, weights, out));
      return [error.code, sentenceOf('error', error)];
    };
    expect(refused([0, 0, 0])).toEqual([
      'weights-all-zero',
      'All fusion weights are 0; raise at least one of them above 0.',
    ]);
    expect(refused([1, Number.NaN, 0])).toEqual([
      'weight-not-finite',
      'A fusion weight is NaN; give every objective a finite number.',
    ]);
    expect(refused([1, Number.POSITIVE_INFINITY, 0])[0]).toBe('weight-not-finite');
    expect(refused([1, 1])).toEqual([
      'weights-count',
      'There are 3 objectives but 2 weights; give one for each.',
    ]);
    expect(() => fuse(scores, [1, 1, 1], new Float32Array(3))).toThrow(
      new RangeError('scores [2], fused scores [3]'),
    );
  });

  it('gives a block the weights of its own objective and of every later one', () => {
    // (1 + 2 + 4, 2 + 4, 4)
    expect(blockGains([1, 2, 4])).toEqual([7, 6, 4]);
    expect(blockGains([3, 5])).toEqual([8, 5]);
    expect(refusal(() => blockGains([0, 0])).code).toBe('weights-all-zero');
  });

  it('scales each unit by the gain of its block, and units that no objective owns to 0', () => {
    const scaled = scaleUserVector(Float32Array.of(1, 2, 3, 4), [0, 2, 1, 254], [7, 6, 4]);
    expect([...scaled]).toEqual([7, 8, 18, 0]);
    expect(() => scaleUserVector(Float32Array.of(1), [0, 1], [1])).toThrow(RangeError);
  });

  it('gives each block the weight of its own objective alone where scores are separate', () => {
    expect(blockGains([0.2, 0.3, 0.5], 'separate')).toEqual([0.2, 0.3, 0.5]);
  });

  const seeds = [0, 1, 2, 3, 4];
  it.each([
    ...seeds.map((seed) => ['cumulative', seed] as const),
    ...seeds.map((seed) => ['separate', seed] as const),
  ])(
    'equals the inner product of the scaled user vector and the item where scores are %s (seed %i)',
    (kind, seed) => {
      const random = createRandom(seed, 'fusion-identity');
      const [users, items, width] = [3, 50, 48];
      const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
      const vectors = { users: draw(users * width), items: draw(items * width), width, objectives: 3 };
      const blocks = Uint8Array.from({ length: width }, () => random.integer(3));
      const scorer = vectorScorer({ ...vectors, blocks, scores: kind });
      const weights = [random.uniform(), random.uniform(), random.uniform()];
      const out = [0, 1, 2].map(() => new Float32Array(items));
      for (let user = 0; user < users; user++) {
        scorer.score(user, out);
        const sum = fuse(out, weights, new Float32Array(items));
        const vector = vectors.users.subarray(user * width, (user + 1) * width);
        const scaled = scaleUserVector(vector, blocks, blockGains(weights, kind));
        const largest = Math.max(...sum.map(Math.abs));
        for (let item = 0; item < items; item++) {
          const direct = scaled.reduce(
            (dot, value, unit) => dot + value * vectors.items[item * width + unit]!,
            0,
          );
          expect(Math.abs(direct - sum[item]!)).toBeLessThan(1e-5 * largest);
        }
      }
    },
  );
});
