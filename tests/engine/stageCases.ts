/** The stages that every engine must train like the float64 reference, and their random batches. */
import type { Granularity } from '../../src/config';
import type { Batch } from '../../src/data/batches';
import type { Dataset, Objective } from '../../src/data/schema';
import type { LossTerm, StageSpec } from '../../src/engine/engine';
import { type Model, weightArrays } from '../../src/model/tower';
import { createRandom, type Random } from '../../src/random';
import { tinyDataset } from '../tinyLog';

/**
 * A fifth of the defaults: where float32 and float64 disagree on the sign of an activation near 0, Adam
 * answers with a step of the whole rate, however small the gradient.
 */
export const RATES = { layers: 1e-3, embeddings: 1e-3 };

/** One term of a loss. */
export const term = (objective: Objective, weight: number): LossTerm => ({
  objective,
  weight,
  batchShare: 1,
});

export function randomBatch(dataset: Dataset, random: Random, positives = 5, negatives = 3): Batch {
  const draw = (count: number, bound: number) =>
    Int32Array.from({ length: count }, () => random.integer(bound));
  return {
    users: draw(positives, dataset.log.users.ids.length),
    candidates: draw(positives + negatives, dataset.log.items.ids.length),
    logQ: Float32Array.from(dataset.log.items.ids, (_, item) => -2 + 0.2 * item),
  };
}

export interface StageCase {
  name: string;
  granularity: Granularity;
  spec: Omit<StageSpec, 'terms'> & { terms?: StageSpec['terms'] };
  distil?: boolean;
  /** On a log with a feature of lists on either side. */
  lists?: boolean;
}

export const STAGE_CASES: readonly StageCase[] = [
  { name: 'exposure', granularity: 'unit', spec: { owner: 'exposure', embeddingDecay: 0 } },
  {
    name: 'exposure with distillation and decay',
    granularity: 'unit',
    spec: { owner: 'exposure', embeddingDecay: 0.3 },
    distil: true,
  },
  {
    name: 'click with a conflict-aware margin',
    granularity: 'unit',
    spec: { owner: 'click', embeddingDecay: 0, margin: { form: 'conflict-aware', gamma: 0.5 } },
  },
  {
    name: 'click with a hard-push margin at weight granularity',
    granularity: 'weight',
    spec: { owner: 'click', embeddingDecay: 0.3, margin: { form: 'hard-push', gamma: 1 } },
  },
  {
    name: 'conversion with an auxiliary loss',
    granularity: 'unit',
    spec: {
      owner: 'conversion',
      embeddingDecay: 1,
      terms: [term('conversion', 1), term('click', 0.3)],
    },
  },
  {
    name: 'conversion at weight granularity',
    granularity: 'weight',
    spec: { owner: 'conversion', embeddingDecay: 0 },
  },
  {
    name: 'click on its own block alone',
    granularity: 'unit',
    spec: { owner: 'click', embeddingDecay: 0.3, additive: false },
  },
  {
    name: 'conversion on its own block alone at weight granularity',
    granularity: 'weight',
    spec: { owner: 'conversion', embeddingDecay: 0, additive: false },
  },
  {
    name: 'exposure over lists with distillation and decay',
    granularity: 'unit',
    spec: { owner: 'exposure', embeddingDecay: 0.3 },
    distil: true,
    lists: true,
  },
  {
    name: 'click over lists with a margin and an auxiliary loss at weight granularity',
    granularity: 'weight',
    spec: {
      owner: 'click',
      embeddingDecay: 0.3,
      margin: { form: 'conflict-aware', gamma: 0.5 },
      terms: [term('click', 1), term('exposure', 0.3)],
    },
    lists: true,
  },
];

/** The log of a case. */
export const caseDataset = ({ lists = false }: StageCase, seed: number): Dataset =>
  // Large enough that hardly any hidden unit is active for a whole batch: such a unit's bias has an exact
  // gradient of 0, and Adam makes a full step of its rounding error.
  tinyDataset({ seed, users: 23, items: 41, lists });

export function specOf({ spec, distil }: StageCase, dataset: Dataset, width: number): StageSpec {
  const random = createRandom(9, 'teacher');
  const draw = (count: number) => Float32Array.from({ length: count * width }, () => 0.5 * random.normal());
  const { users, items } = dataset.log;
  const teacher = {
    kappa: 0.7,
    vectors: {
      users: draw(users.ids.length),
      items: draw(items.ids.length),
      width,
      blocks: new Uint8Array(width),
      scores: 'cumulative' as const,
    },
  };
  return {
    terms: [term(spec.owner, 1)],
    ...spec,
    ...(distil && { teacher }),
  };
}

/** Owner bytes of all scalars that differ between two models of the same shape. */
export function movedOwners(before: Model, after: Model): Set<number> {
  const moved = new Set<number>();
  const [users, items] = [after.users, after.items].map((tower) => [
    ...tower.tables.map(
      ({ width, firstColumn }) =>
        (index: number) =>
          tower.owners.columns[firstColumn + (index % width)]!,
    ),
    (index: number) => tower.owners.hidden[index]!,
    (index: number) => tower.owners.output[index]!,
  ]);
  const owners = [...users!, ...items!];
  const old = weightArrays(before);
  weightArrays(after).forEach((weights, array) => {
    weights.forEach((value, index) => {
      if (value !== old[array]![index]) moved.add(owners[array]!(index));
    });
  });
  return moved;
}
