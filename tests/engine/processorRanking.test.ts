import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import type { ScoreKind, Vectors } from '../../src/model/vectors';
import { createRandom } from '../../src/random';
import { PROCESSOR_ENGINES } from '../processorEngines';
import { expectedLists } from './expectedLists';

interface Size {
  users: number;
  items: number;
  /** Objectives that own units. */
  owners: number;
}

/** Of small whole numbers: sums are exact in float32, and most scores are tied. A unit is nobody's. */
function wholeVectors({ users, items, owners }: Size, scores: ScoreKind): Vectors {
  const random = createRandom(3, 'tfjs-ranking');
  const width = 14;
  const draw = (count: number) => Float32Array.from({ length: count * width }, () => random.integer(4) - 1);
  const blocks = Uint8Array.from({ length: width }, (_, unit) => (unit === 3 ? 254 : (unit * 5) % owners));
  return { users: draw(users), items: draw(items), width, blocks, scores };
}

let engine: Engine;

describe.each(PROCESSOR_ENGINES)('%s', (name, start) => {
  beforeAll(async () => {
    engine = await start();
  });

  it('ranks for two at once as it does for one after the other', async () => {
    const first = wholeVectors({ users: 200, items: 83, owners: 3 }, 'cumulative');
    const second = wholeVectors({ users: 90, items: 300, owners: 2 }, 'separate');
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
    const rank = (vectors: Vectors) =>
      engine.rank!({
        vectors,
        objectives: 3,
        k: 10,
        users: Int32Array.from({ length: vectors.users.length / vectors.width }, (_, user) => user),
        yieldIfDue: pause,
      });
    const alone = [await rank(first), await rank(second)];
    expect(await Promise.all([rank(first), rank(second)])).toEqual(alone);
  });

  describe('the portable engine’s ranking', () => {
    it.each([
      ['cumulative', { users: 19, items: 83, owners: 3, k: 20 }],
      ['separate', { users: 19, items: 83, owners: 3, k: 20 }],
      // Before conversion, and before click, is trained.
      ['cumulative', { users: 19, items: 83, owners: 2, k: 20 }],
      ['separate', { users: 19, items: 83, owners: 1, k: 20 }],
      ['cumulative', { users: 19, items: 83, owners: 1, k: 20 }],
      ['cumulative', { users: 3, items: 9, owners: 3, k: 12 }],
      // More scores than one pass takes.
      ['cumulative', { users: 700, items: 900, owners: 3, k: 5 }],
    ] as const)(
      'is the exact order, with ties to the lower index and −1 where there are fewer items (%s, %o)',
      async (kind, size) => {
        const { users: count, items, k } = size;
        const vectors = wholeVectors(size, kind);
        const random = createRandom(1, 'marks');
        const marks = Array.from({ length: count }, () =>
          Uint8Array.from({ length: items }, () => Number(random.uniform() < 0.2)),
        );
        const users = random.permutation(count).subarray(0, Math.ceil(0.9 * count));
        const before = tf.memory().numTensors;
        let yields = 0;
        const found = await engine.rank!({
          vectors,
          objectives: 3,
          k,
          users,
          removed: (user) => marks[user]!,
          yieldIfDue: async () => void yields++,
        });
        expect(found.map((list) => [...list])).toEqual(expectedLists(vectors, users, k, marks));
        expect(tf.memory().numTensors).toBe(before);
        const passes = name === 'tfjs on WASM' ? (count === 700 ? 2 : 1) : Math.ceil(users.length / 32);
        expect(yields).toBe(passes);
      },
    );
  });
});
