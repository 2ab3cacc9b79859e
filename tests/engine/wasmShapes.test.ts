/** No width, batch or table exists that the fused engine's kernels do not fit: shapes are generated. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, OpenStage, StageState } from '../../src/engine/engine';
import { Arena } from '../../src/engine/wasm/arena';
import { kernelModule } from '../../src/engine/wasm/kernelModule';
import { openWasmStage } from '../../src/engine/wasm/openStage';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import { referenceVector } from '../../src/model/forward';
import type { EncodedSides } from '../../src/model/lookups';
import { ownerOf } from '../../src/model/ownerBytes';
import { hiddenOwners, outputOwners } from '../../src/model/ownership';
import { type Model, type Tower, weightArrays } from '../../src/model/tower';
import type { Vectors } from '../../src/model/vectors';
import { createRandom } from '../../src/random';
import { fc } from '../fastCheck';
import { openReferenceStage } from '../referenceEngine';
import { anyShape, anySize, type Shape, shapeBatches, shapeDataset, shapeModel, shapeSpec } from './anyShape';
import { expectedLists } from './expectedLists';
import { RATES } from './stageCases';

/** The largest and the smallest of everything, which a generator seldom draws together. */
const LARGEST: Shape = {
  seed: 1,
  users: 300,
  items: 400,
  userLists: { values: 60, longest: 50 },
  itemLists: undefined,
  widths: { embeddingWidth: 257, hiddenWidth: 257, outputWidth: 257 },
  granularity: 'unit',
  owner: 'click',
  additive: true,
  margin: { form: 'conflict-aware', gamma: 0.5 },
  teacher: { kappa: 0.7, width: 257 },
  embeddingDecay: 0.3,
  auxiliary: 3,
  batches: [17, 18],
  uniformNegatives: 5,
};
const SMALLEST: Shape = {
  ...LARGEST,
  users: 2,
  items: 3,
  userLists: { values: 1, longest: 0 },
  itemLists: { values: 1, longest: 1 },
  widths: { embeddingWidth: 1, hiddenWidth: 1, outputWidth: 1 },
  teacher: { kappa: 0.7, width: 1 },
  auxiliary: undefined,
  batches: [2, 2, 3],
  uniformNegatives: 0,
};
const LARGE_BATCH: Shape = {
  ...LARGEST,
  granularity: 'weight',
  widths: { embeddingWidth: 3, hiddenWidth: 9, outputWidth: 5 },
  teacher: undefined,
  auxiliary: 599,
  batches: [600, 2],
  uniformNegatives: 70,
};
const UNEVEN: Shape = {
  ...LARGEST,
  widths: { embeddingWidth: 65, hiddenWidth: 129, outputWidth: 33 },
  owner: 'conversion',
  margin: { form: 'hard-push', gamma: 1 },
  auxiliary: undefined,
  batches: [257, 255],
};
const EXAMPLES = [LARGEST, SMALLEST, LARGE_BATCH, UNEVEN].map((shape) => [shape] as [Shape]);

let engine: Engine;

beforeAll(async () => {
  engine = createWasmEngine(await kernelModule());
});

describe('the fused engine on WASM, at any shape', () => {
  it('agrees with the float64 reference in gradients, losses and vectors', async () => {
    await fc.assert(
      fc.asyncProperty(anyShape(2e7), async (shape) => {
        const dataset = shapeDataset(shape);
        const spec = shapeSpec(shape, dataset);
        const fast = shapeModel(shape, dataset);
        const exact = shapeModel(shape, dataset, 'float64');
        const stage = await engine.begin(fast.model, fast.sides, spec);
        const reference = openReferenceStage(exact.model, exact.sides, spec);
        const batches = shapeBatches(shape, dataset);
        for (const [step, batch] of batches.entries()) {
          await stage.step(batch, RATES);
          await reference.step(batch, RATES);
          // Later the weights differ already: Adam makes a whole step of a rounding error where a gradient is 0.
          if (step === 0) expectGradientsClose(await stage.capture(), await reference.capture());
        }
        await stage.synchronise();
        await reference.synchronise();
        const [losses, expected] = [await stage.losses(), await reference.losses()];
        stage.dispose();
        expect(losses).toHaveLength(batches.length);
        losses.forEach((loss, step) => {
          expect(Math.abs(loss - expected[step]!)).toBeLessThanOrEqual(1e-4 * expected[step]! + 1e-6);
        });
        expectLeadsClose(await engine.encode(fast.model, fast.sides), exact);
      }),
      { numRuns: 36, examples: EXAMPLES },
    );
  });

  it('captured and resumed gives the same bits, whatever the arena held before', async () => {
    await fc.assert(
      fc.asyncProperty(anyShape(5e7), fc.nat({ max: 3 }), async (shape, interrupted) => {
        const at = Math.min(interrupted, shape.batches.length);
        const undisturbed = await trained(createWasmEngine(await kernelModule()), shape);
        const resumed = await trained(engine, shape, at);
        expect(resumed.losses).toEqual(undisturbed.losses);
        expect(resumed.bytes.equals(undisturbed.bytes)).toBe(true);
      }),
      { numRuns: 30, examples: EXAMPLES.map(([shape]) => [shape, 1] as [Shape, number]) },
    );
  });

  it('gives NaN as the loss and in the vectors wherever the reference does', async () => {
    let poisoned = 0;
    await fc.assert(
      fc.asyncProperty(anyShape(4e6), fc.nat(), async (shape, choice) => {
        const dataset = shapeDataset(shape);
        const spec = shapeSpec(shape, dataset);
        const batches = shapeBatches(shape, dataset);
        const fast = shapeModel(shape, dataset);
        const exact = shapeModel(shape, dataset, 'float64');
        for (const { model } of [fast, exact]) poison(model, shape, choice);
        const stage = await engine.begin(fast.model, fast.sides, spec);
        await stage.step(batches[0]!, RATES);
        const reference = openReferenceStage(exact.model, exact.sides, spec);
        await reference.step(batches[0]!, RATES);
        const [[loss], [expected]] = [await stage.losses(), await reference.losses()];
        if (Number.isNaN(expected)) {
          poisoned++;
          expect(loss).toBeNaN();
        }
        await stage.synchronise();
        await reference.synchronise();
        stage.dispose();
        const vectors = await engine.encode(fast.model, fast.sides);
        for (const side of ['users', 'items'] as const) {
          for (let entity = 0; entity < Math.min(8, shape[side]); entity++) {
            const row = vectors[side].subarray(entity * vectors.width);
            referenceVector(exact.model[side], exact.sides[side], entity).forEach((value, unit) => {
              if (Number.isNaN(value)) expect(row[unit]).toBeNaN();
            });
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(poisoned).toBeGreaterThan(20);
  });
});

describe('the fused engine’s ranking, at any shape', () => {
  const anyRanking = fc.record({
    seed: fc.nat({ max: 1000 }),
    users: anySize(1, 70),
    items: fc.oneof(anySize(1, 600), fc.constantFrom(1023, 1024, 1025, 2049)),
    width: anySize(1, 257),
    k: anySize(1, 300),
    kind: fc.constantFrom('cumulative', 'separate'),
    removed: fc.constantFrom(undefined, 0.2, 0.9, 1),
    /** The share of items whose scores are not numbers. */
    missing: fc.constantFrom(0, 0, 0.3, 1),
  });

  it('is topK’s, with ties, with everything removed, with more asked for than there is, and with NaN', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRanking,
        async ({ seed, users: count, items, width, k, kind, removed, missing }) => {
          const random = createRandom(seed, 'any-ranking');
          // Small whole numbers: sums are exact in float32, and many scores are tied.
          const draw = (rows: number) =>
            Float32Array.from({ length: rows * width }, () => random.integer(4) - 1);
          const vectors: Vectors = {
            users: draw(count),
            items: draw(items),
            width,
            blocks: Uint8Array.from({ length: width }, () => [0, 1, 2, 254][random.integer(4)]!),
            scores: kind,
          };
          for (let item = 0; item < items; item++) {
            if (random.uniform() < missing) vectors.items[item * width + random.integer(width)] = Number.NaN;
          }
          const marks = Array.from({ length: count }, () =>
            Uint8Array.from({ length: items }, () => Number(random.uniform() < (removed ?? 0))),
          );
          const users = random.permutation(count);
          const marked = removed === undefined ? {} : { removed: (user: number) => marks[user]! };
          const found = await engine.rank!({ vectors, objectives: 3, k, users, ...marked });
          expect(found.map((list) => [...list])).toEqual(expectedLists(vectors, users, k, marks));
        },
      ),
      {
        numRuns: 60,
        examples: [
          // A NaN that came first stayed first.
          [
            {
              seed: 0,
              users: 1,
              items: 1023,
              width: 2,
              k: 2,
              kind: 'cumulative',
              removed: undefined,
              missing: 1,
            },
          ],
        ],
      },
    );
  });
});

describe('the fused engine’s arena', () => {
  const shape: Shape = {
    ...LARGE_BATCH,
    granularity: 'unit',
    batches: Array.from({ length: 211 }, (_, step) => (step % 3 === 0 ? 33 : 16)),
    auxiliary: 20,
    teacher: { kappa: 0.3, width: 9 },
  };

  it('does not grow over 200 steps, though the batch’s size changes', async () => {
    const module = await kernelModule();
    const arenas = { stage: new Arena(module), pass: new Arena(module) };
    const dataset = shapeDataset(shape);
    const { model, sides } = shapeModel(shape, dataset);
    const stage = openWasmStage(arenas, { model, sides, spec: shapeSpec(shape, dataset) });
    const sizes = () =>
      Object.values(arenas).map((arena) => [arena.bytes, arena.floats(0, 1).buffer.byteLength]);
    const batches = shapeBatches(shape, dataset);
    for (const batch of batches.slice(0, 10)) await stage.step(batch, RATES);
    const before = sizes();
    for (const batch of batches.slice(10)) await stage.step(batch, RATES);
    await stage.synchronise();
    await stage.capture();
    expect(await stage.losses()).toHaveLength(211);
    expect(sizes()).toEqual(before);
  });

  it('is the next stage’s once that begins: the one before refuses to step', async () => {
    const short = { ...shape, batches: [16, 16] };
    const alone = await trained(createWasmEngine(await kernelModule()), short);
    const dataset = shapeDataset(LARGEST);
    const first = shapeModel(LARGEST, dataset);
    const stage = await engine.begin(first.model, first.sides, shapeSpec(LARGEST, dataset));
    const [batch] = shapeBatches(LARGEST, dataset);
    await stage.step(batch!, RATES);
    const after = await trained(engine, short);
    expect(after).toEqual(alone);
    const refused = 'stage is disposed';
    await expect(stage.step(batch!, RATES)).rejects.toThrow(refused);
    await expect(stage.synchronise()).rejects.toThrow(refused);
    await expect(stage.capture()).rejects.toThrow(refused);
    stage.dispose();
    stage.dispose();
    expect(await trained(engine, short)).toEqual(alone);
  });
});

/** Losses, and the bytes of all weights and vectors, after a shape's steps; in two stages with a capture between them when `interruptedAt` is given. */
async function trained(on: Engine, shape: Shape, interruptedAt?: number) {
  const dataset = shapeDataset(shape);
  const spec = shapeSpec(shape, dataset);
  const batches = shapeBatches(shape, dataset);
  let { model, sides } = shapeModel(shape, dataset);
  let stage: OpenStage = await on.begin(model, sides, spec);
  for (const [step, batch] of batches.entries()) {
    if (step === interruptedAt) {
      const state = structuredClone(await stage.capture());
      stage.dispose();
      ({ model, sides } = shapeModel(shape, dataset));
      stage = await on.begin(model, sides, spec);
      await stage.resume(state);
    }
    await stage.step(batch, RATES);
    // Looks at the vectors must not disturb the stage.
    if (interruptedAt !== undefined) await on.encode(model, sides);
  }
  await stage.synchronise();
  const losses = await stage.losses();
  stage.dispose();
  const { users, items } = await on.encode(model, sides);
  const arrays = [...weightArrays(model), users, items];
  return { losses, bytes: Buffer.concat(arrays.map(({ buffer }) => new Uint8Array(buffer))) };
}

/** After one step Adam's first moment is (1 − β₁)·∂L/∂w, its second (1 − β₂)·(∂L/∂w)². */
function expectGradientsClose(found: StageState, expected: StageState): void {
  expected.optimisers.forEach(({ first, second }, array) => {
    const moments = found.optimisers[array]!;
    expect(largestDifference(moments.first, first)).toBeLessThan(1e-3 * largest(first) + 1e-8);
    expect(largestDifference(moments.second, second)).toBeLessThan(2e-3 * largest(second) + 1e-14);
  });
}

const largest = (values: ArrayLike<number>): number => {
  let found = 0;
  for (let index = 0; index < values.length; index++) found = Math.max(found, Math.abs(values[index]!));
  return found;
};

const largestDifference = (left: ArrayLike<number>, right: ArrayLike<number>): number => {
  expect(left).toHaveLength(right.length);
  return largest(Float64Array.from(left, (value, index) => value - right[index]!));
};

/** Scores less that of item 0 of the same user: the item tower's output bias adds the same to all. */
function expectLeadsClose(vectors: Vectors, exact: { model: Model; sides: EncodedSides }): void {
  const { users, items, width } = vectors;
  const { model, sides } = exact;
  const rowOf = (values: Float32Array, row: number) => values.subarray(row * width, (row + 1) * width);
  const spread = (count: number, most: number) =>
    Array.from({ length: Math.min(count, most) }, (_, index) =>
      Math.floor((index * count) / Math.min(count, most)),
    );
  const listed = spread(sides.items.count, 24);
  const itemVectors = listed.map((item) => referenceVector(model.items, sides.items, item));
  for (const user of spread(sides.users.count, 8)) {
    const userVector = referenceVector(model.users, sides.users, user);
    const expected = itemVectors.map((vector) => dot(userVector, vector));
    const found = listed.map((item) => dot(rowOf(users, user), rowOf(items, item)));
    found.forEach((score, index) => {
      expect(Math.abs(score - found[0]! - (expected[index]! - expected[0]!))).toBeLessThan(5e-3);
    });
  }
}

function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

/** Writes a NaN into a weight that the stage's owner reads, where it has units of its own. */
function poison(model: Model, { owner }: Shape, choice: number): void {
  const tower = choice % 2 === 0 ? model.users : model.items;
  const byte = ownerOf(owner);
  const { inputWidth, hiddenWidth, outputWidth } = tower;
  const at = (count: number) => (choice >> 3) % count;
  const unit = Math.max(0, hiddenOwners(tower).indexOf(byte));
  const output = Math.max(0, outputOwners(tower).indexOf(byte));
  const writes: ((tower: Tower) => void)[] = [
    ({ tables: [ids] }) => {
      const column = at(ids!.width);
      for (let row = 0; row < ids!.rows; row++) ids!.weights[row * ids!.width + column] = Number.NaN;
    },
    ({ hidden }) => {
      hidden[at(inputWidth + 1) * hiddenWidth + unit] = Number.NaN;
    },
    ({ output: weights }) => {
      weights[at(hiddenWidth + 1) * outputWidth + output] = Number.NaN;
    },
    ({ output: weights }) => {
      weights[hiddenWidth * outputWidth + output] = Number.NaN;
    },
  ];
  writes[(choice >> 1) % writes.length]!(tower);
}
