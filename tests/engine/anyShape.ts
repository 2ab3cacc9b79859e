/** Stages of generated shapes: whatever sizes, widths, batches, lists and terms a training may have. */
import type { Config, Granularity, MarginForm } from '../../src/config';
import type { Batch } from '../../src/data/batches';
import { type Dataset, type ListFeature, OBJECTIVES, type Objective, type Side } from '../../src/data/schema';
import type { StageSpec } from '../../src/engine/engine';
import type { EncodedSides } from '../../src/model/lookups';
import { ownerOf } from '../../src/model/ownerBytes';
import type { Model } from '../../src/model/tower';
import { createRandom, type Random } from '../../src/random';
import { fc } from '../fastCheck';
import { modelAtStage, tinyDataset } from '../tinyLog';

export interface Shape {
  seed: number;
  users: number;
  items: number;
  /** Values of a feature of lists on each side, and the most that an entity has; undefined: no such feature. */
  userLists: ListShape | undefined;
  itemLists: ListShape | undefined;
  widths: Pick<Config, 'embeddingWidth' | 'hiddenWidth' | 'outputWidth'>;
  granularity: Granularity;
  owner: Objective;
  additive: boolean;
  margin: { form: MarginForm; gamma: number } | undefined;
  teacher: { kappa: number; width: number } | undefined;
  embeddingDecay: number;
  /** Rows of the auxiliary term's batch; undefined: there is no such term. */
  auxiliary: number | undefined;
  /** Rows of the batch of each step. */
  batches: number[];
  uniformNegatives: number;
}

interface ListShape {
  values: number;
  longest: number;
}

/** From 1 to `max`, with the multiples of eight and their neighbours far oftener than chance has them. */
const edgesOf = (max: number) =>
  [1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 512, 599, 600].filter(
    (size) => size <= max,
  );

export const anySize = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min, max: Math.min(max, 20) }) },
    { weight: 2, arbitrary: fc.constantFrom(...edgesOf(max).filter((size) => size >= min)) },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
  );

const anyWidth = anySize(1, 257);
const anyList = fc.option(
  fc
    .record({ values: anySize(1, 60), longest: fc.integer({ min: 0, max: 50 }) })
    .map(({ values, longest }) => ({ values, longest: Math.min(values, longest) })),
  { nil: undefined },
);

/** Multiplications of the reference in a whole run, about: its plain loops are what a test waits for. */
function costOf({ users, widths, batches, uniformNegatives, teacher, auxiliary, owner }: Shape): number {
  const { embeddingWidth, hiddenWidth, outputWidth } = widths;
  const weights = (embeddingWidth + 20) * hiddenWidth + hiddenWidth * outputWidth;
  const steps = [...batches, ...(auxiliary ? batches.map(() => auxiliary) : [])];
  const passes = 3 + ownerOf(owner);
  return steps.reduce((sum, batch) => {
    const candidates = batch + uniformNegatives;
    const scores = 3 * outputWidth + (teacher?.width ?? 0) + 20;
    return sum + passes * (batch + candidates) * weights + batch * candidates * scores;
  }, users);
}

/** Shapes whose reference computes `cost` multiplications at most. */
export const anyShape = (cost: number): fc.Arbitrary<Shape> =>
  fc
    .record<Shape>({
      seed: fc.nat({ max: 1000 }),
      users: anySize(2, 300),
      items: anySize(3, 400),
      userLists: anyList,
      itemLists: anyList,
      widths: fc.record({ embeddingWidth: anyWidth, hiddenWidth: anyWidth, outputWidth: anyWidth }),
      granularity: fc.constantFrom('unit', 'weight'),
      owner: fc.constantFrom(...OBJECTIVES),
      additive: fc.boolean(),
      margin: fc.option(
        fc.record({
          form: fc.constantFrom<MarginForm>('conflict-aware', 'hard-push'),
          gamma: fc.constantFrom(0, 0.5, 1),
        }),
        { nil: undefined },
      ),
      teacher: fc.option(fc.record({ kappa: fc.constantFrom(0.3, 0.7), width: anyWidth }), {
        nil: undefined,
      }),
      embeddingDecay: fc.constantFrom(0, 0.3, 1),
      auxiliary: fc.option(anySize(2, 300), { nil: undefined }),
      batches: fc
        .tuple(
          anySize(2, 600),
          anySize(2, 600),
          fc.constantFrom('same', 'changed'),
          fc.integer({ min: 2, max: 4 }),
        )
        .map(([first, second, sizes, steps]) =>
          Array.from({ length: steps }, (_, step) =>
            sizes === 'changed' && step % 2 === 1 ? second : first,
          ),
        ),
      uniformNegatives: fc.integer({ min: 0, max: 70 }),
    })
    .filter((shape) => costOf(shape) <= cost);

/** The log of a shape; a fifth of its users and items was never seen in training. */
export function shapeDataset({ seed, users, items, userLists, itemLists }: Shape): Dataset {
  const dataset = tinyDataset({ seed, users, items, exposures: Math.min(4, items) });
  const random = createRandom(seed, 'any-shape');
  addLists(dataset.log.users, userLists, random);
  addLists(dataset.log.items, itemLists, random);
  for (const seen of Object.values(dataset.seen)) {
    seen.forEach((_, index) => {
      seen[index] = Number(random.uniform() >= 0.2);
    });
  }
  return dataset;
}

/** Adds a feature of lists before the other features, so that the two sides differ in their tables' order. */
function addLists(side: Side, shape: ListShape | undefined, random: Random): void {
  if (!shape) return;
  const lists = side.ids.map(() =>
    [...random.permutation(shape.values).subarray(0, random.integer(shape.longest + 1))].sort(
      (a, b) => a - b,
    ),
  );
  const starts = new Int32Array(lists.length + 1);
  lists.forEach(({ length }, entity) => {
    starts[entity + 1] = starts[entity]! + length;
  });
  const feature: ListFeature = {
    kind: 'list',
    name: 'tags',
    values: Array.from({ length: shape.values }, (_, value) => `v${value}`),
    starts,
    entries: Int32Array.from(lists.flat()),
  };
  side.features.unshift(feature);
}

/** The shape's model before its stage, the same at every call. */
export function shapeModel(
  shape: Shape,
  dataset: Dataset,
  precision: 'float32' | 'float64' = 'float32',
): { model: Model; sides: EncodedSides } {
  const { owner, granularity, seed, widths } = shape;
  return modelAtStage(dataset, { owner: ownerOf(owner), granularity, seed, widths, precision });
}

export function shapeSpec(shape: Shape, { log }: Dataset): StageSpec {
  const { seed, owner, additive, margin, teacher, embeddingDecay, auxiliary } = shape;
  const random = createRandom(seed, 'any-teacher');
  const draw = (rows: number, width: number) =>
    Float32Array.from({ length: rows * width }, () => (0.5 * random.normal()) / Math.sqrt(width / 4));
  return {
    owner,
    additive,
    margin,
    embeddingDecay,
    terms: [
      { objective: owner, weight: 1, batchShare: 1 },
      ...(auxiliary ? [{ objective: owner, weight: 0.3, batchShare: 1 }] : []),
    ],
    ...(teacher && {
      teacher: {
        kappa: teacher.kappa,
        vectors: {
          users: draw(log.users.ids.length, teacher.width),
          items: draw(log.items.ids.length, teacher.width),
          width: teacher.width,
          blocks: new Uint8Array(teacher.width),
          scores: 'cumulative' as const,
        },
      },
    }),
  };
}

/** The batches of every step, one for each term. */
export function shapeBatches(shape: Shape, { log }: Dataset): Batch[][] {
  const { seed, batches, auxiliary, uniformNegatives } = shape;
  const random = createRandom(seed, 'any-batch');
  const draw = (count: number, bound: number) =>
    Int32Array.from({ length: count }, () => random.integer(bound));
  const logQ = Float32Array.from(log.items.ids, () => -4 * random.uniform());
  return batches.map((rows) =>
    [rows, ...(auxiliary ? [auxiliary] : [])].map((positives) => ({
      users: draw(positives, log.users.ids.length),
      candidates: draw(positives + uniformNegatives, log.items.ids.length),
      logQ,
    })),
  );
}
