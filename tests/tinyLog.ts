/** Small logs made by a seed, for tests that need a whole dataset but not a meaningful one. */
import { type Config, DEFAULTS, type Granularity, withChanges } from '../src/config';
import {
  type Dataset,
  type InteractionLog,
  type ListFeature,
  OBJECTIVES,
  type Side,
} from '../src/data/schema';
import { type EncodedSides, encodeSides } from '../src/model/lookups';
import { claimFree } from '../src/model/ownership';
import { prune } from '../src/model/prune';
import { copyModel, createModel, type Model } from '../src/model/tower';
import { createRandom, type Random } from '../src/random';

export interface TinyOptions {
  seed?: number;
  users?: number;
  items?: number;
  /** Exposures of each user. */
  exposures?: number;
  /** Both sides have another feature, of lists of up to three values; the second entity's is empty. */
  lists?: boolean;
}

function tinySide(prefix: string, count: number, random: Random): Side {
  const values = ['a', 'b', 'c'];
  return {
    ids: Array.from({ length: count }, (_, index) => `${prefix}${index}`),
    features: [
      {
        kind: 'value',
        name: `${prefix}-kind`,
        values,
        index: Int32Array.from({ length: count }, () => random.integer(3)),
      },
    ],
  };
}

function tinyLists(name: string, count: number, random: Random): ListFeature {
  const values = ['p', 'q', 'r', 's', 't', 'v'];
  const lists = Array.from({ length: count }, (_, entity) =>
    random
      .permutation(values.length)
      .slice(0, entity === 1 ? 0 : random.integer(4))
      .sort(),
  );
  const starts = new Int32Array(count + 1);
  lists.forEach(({ length }, entity) => {
    starts[entity + 1] = starts[entity]! + length;
  });
  return { kind: 'list', name, values, starts, entries: Int32Array.from(lists.flatMap((list) => [...list])) };
}

/** Every user sees a few random items, clicks most and buys half of those; all rows are training rows. */
export function tinyDataset(options: TinyOptions = {}): Dataset {
  const { seed = 0, users = 7, items = 9, exposures = 4, lists = false } = options;
  const random = createRandom(seed, 'tiny');
  const rows = Array.from({ length: users }, (_, user) =>
    [...random.permutation(items).subarray(0, exposures)]
      .sort((a, b) => a - b)
      .map((item) => ({ user, item, depth: random.uniform() < 0.3 ? 0 : random.uniform() < 0.5 ? 1 : 2 })),
  ).flat();
  const log: InteractionLog = {
    name: 'tiny',
    objectives: ['exposure', 'click', 'conversion'],
    users: tinySide('u', users, random),
    items: tinySide('i', items, random),
    user: Int32Array.from(rows, ({ user }) => user),
    item: Int32Array.from(rows, ({ item }) => item),
    depth: Uint8Array.from(rows, ({ depth }) => depth),
    userStart: Int32Array.from({ length: users + 1 }, (_, user) => user * exposures),
    rowsRead: rows.length,
    warnings: [],
    fingerprint: 'tiny',
  };
  if (lists) {
    const drawn = createRandom(seed, 'tiny-lists');
    log.users.features.push(tinyLists('u-tags', users, drawn));
    log.items.features.push(tinyLists('i-tags', items, drawn));
  }
  const positives = (least: number) => {
    const kept = rows.filter(({ depth }) => depth >= least);
    return {
      users: Int32Array.from(kept, ({ user }) => user),
      items: Int32Array.from(kept, ({ item }) => item),
    };
  };
  const seenItems = new Uint8Array(items);
  for (const { item } of rows) seenItems[item] = 1;
  return {
    log,
    split: new Uint8Array(rows.length),
    splitMethod: 'random',
    positives: { exposure: positives(0), click: positives(1), conversion: positives(2) },
    seen: { users: new Uint8Array(users).fill(1), items: seenItems },
  };
}

export const TINY_CONFIG: Config = withChanges(DEFAULTS, {
  batchSize: 5,
  uniformNegatives: 3,
  embeddingWidth: 6,
  hiddenWidth: 8,
  outputWidth: 9,
});

/** An untrained tiny model, its biases moved off 0 so that nothing about them goes untested. */
export function tinyModel(
  dataset: Dataset,
  config: Config = TINY_CONFIG,
): { model: Model; sides: EncodedSides } {
  const random = createRandom(config.seed, 'tiny-model');
  const model = createModel(dataset, config, random);
  for (const { hidden, output, inputWidth, hiddenWidth, outputWidth } of [model.users, model.items]) {
    for (let unit = 0; unit < hiddenWidth; unit++)
      hidden[inputWidth * hiddenWidth + unit] = 0.1 * random.normal();
    for (let unit = 0; unit < outputWidth; unit++)
      output[hiddenWidth * outputWidth + unit] = 0.1 * random.normal();
  }
  return { model, sides: encodeSides(dataset) };
}

/** Towers whose score is exactly the product of two id embeddings, users’ 1 and 2: x → relu(x) → x. */
export function productModel(items: readonly number[]): {
  model: Model;
  sides: EncodedSides;
  dataset: Dataset;
} {
  const dataset = tinyDataset({ users: 2, items: items.length, exposures: 2 });
  dataset.log.users.features = [];
  dataset.log.items.features = [];
  const config = withChanges(TINY_CONFIG, { embeddingWidth: 1, hiddenWidth: 3, outputWidth: 3 });
  const { model, sides } = tinyModel(dataset, config);
  for (const tower of [model.users, model.items]) {
    tower.hidden.fill(0);
    tower.output.fill(0);
    tower.hidden[0] = 1;
    tower.output[0] = 1;
  }
  model.users.tables[0]!.weights.set([1, 2]);
  model.items.tables[0]!.weights.set(items);
  return { model, sides, dataset };
}

export interface TestStageOptions {
  owner: number;
  granularity: Granularity;
  seed: number;
  precision: 'float32' | 'float64';
  /** Other widths than those of TINY_CONFIG, outside the limits of a form too. */
  widths?: Pick<Config, 'embeddingWidth' | 'hiddenWidth' | 'outputWidth'>;
}

/** A model in which `owner` is about to train: every earlier objective pruned, the rest claimed. */
export function modelAtStage(
  dataset: Dataset,
  { owner, granularity, seed, precision, widths }: TestStageOptions,
): { model: Model; sides: EncodedSides } {
  const config = withChanges(TINY_CONFIG, { granularity, seed });
  const { model, sides } = tinyModel(dataset, { ...config, ...widths });
  for (let earlier = 0; earlier < owner; earlier++) {
    prune(model, {
      rule: 'cumulative',
      owner: earlier,
      laterObjectives: OBJECTIVES.length - 1 - earlier,
      tau: 0.4,
      weightTau: 0.3,
      random: createRandom(seed, `stage${earlier}`),
    });
    claimFree(model, earlier + 1);
  }
  return { model: copyModel(model, precision), sides };
}
