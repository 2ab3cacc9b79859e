import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { encodeSides } from '../../src/model/lookups';
import { ownerOf } from '../../src/model/ownerBytes';
import { copyModel, type Model } from '../../src/model/tower';
import type { Vectors } from '../../src/model/vectors';
import { blockGains, fuse, scaleUserVector } from '../../src/retrieve/fuse';
import { scorerOf } from '../../src/train/validation';
import { fusedEngine } from '../fusedEngine';
import { trainMethod } from '../trainMethod';

let engine: Engine;
let dataset: Dataset;
beforeAll(async () => {
  engine = await fusedEngine();
  dataset = splitLog(await generateSample('shop', { seed: 0, users: 150, items: 150 }), { seed: 0 });
});

const SHORT: ConfigChanges = {
  batchSize: 64,
  uniformNegatives: 64,
  embeddingWidth: 12,
  hiddenWidth: 20,
  outputWidth: 18,
  steps: { exposure: 40, click: 25, conversion: 20 },
  recoverySteps: { exposure: 15, click: 10 },
  validationEvery: 20,
};

/** Everything about a finished objective that must never change again. */
interface Frozen {
  owned: number[];
  scores: number[][];
}

/** All weights an objective owns, and every user's scores of it, computed at the same shapes. */
function frozenPart(model: Model, vectors: Vectors, owner: number): Frozen {
  const owned: number[] = [];
  for (const tower of [model.users, model.items]) {
    for (const { weights, width, firstColumn } of tower.tables) {
      weights.forEach((value, index) => {
        if (tower.owners.columns[firstColumn + (index % width)] === owner) owned.push(value);
      });
    }
    tower.hidden.forEach((value, index) => {
      if (tower.owners.hidden[index] === owner) owned.push(value);
    });
    tower.output.forEach((value, index) => {
      if (tower.owners.output[index] === owner) owned.push(value);
    });
  }
  const scorer = scorerOf(vectors, dataset);
  const scores = Array.from({ length: scorer.users }, (_, user) => {
    const out = [0, 1, 2].map(() => new Float32Array(scorer.items));
    scorer.score(user, out);
    return [...out[owner]!];
  });
  return { owned, scores };
}

describe.each([
  ['csmf', 'unit'],
  ['csmf', 'weight'],
  ['csmf-plus', 'unit'],
] as const)('the plan %s at %s granularity', (method, granularity) => {
  it('does not change weights or scores of finished objectives by one bit', async () => {
    const afterFreeze: Frozen[] = [];
    const lastOf =
      method === 'csmf-plus' ? ['recover-exposure', 'shrink-click'] : ['recover-exposure', 'recover-click'];
    let final: Model | undefined;
    const run = await trainMethod({
      engine,
      dataset,
      method,
      changes: { ...SHORT, granularity },
      async onEvent(event, model) {
        if (event.kind !== 'stage-end') return;
        final = copyModel(model);
        const owner = lastOf.indexOf(event.stage.id);
        if (owner < 0) return;
        afterFreeze[owner] = frozenPart(model, await engine.encode(model, encodeSides(dataset)), owner);
      },
    });
    expect(afterFreeze).toHaveLength(2);
    for (const owner of [0, 1]) {
      const now = frozenPart(final!, run.vectors, owner);
      expect(now.owned.length).toBeGreaterThan(100);
      expect(now).toEqual(afterFreeze[owner]);
    }
    expect(run.drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
  });
});

describe('sequential fine-tuning without masks', () => {
  it('changes the scores of exposure while later objectives are trained', async () => {
    const run = await trainMethod({ engine, dataset, method: 'sequential', changes: SHORT });
    expect(run.drift.exposure).toBeGreaterThan(0.1);
    expect(run.drift.conversion).toBe(0);
  });
});

describe('a run', () => {
  it('gives bit-identical results with the same seed and others with another seed; 0 is a valid seed', async () => {
    const train = (seed: number) =>
      trainMethod({ engine, dataset, method: 'csmf', changes: { ...SHORT, seed } });
    const [first, again, other] = [await train(0), await train(0), await train(1)];
    expect(first.history).toHaveLength(110);
    expect(again.history).toEqual(first.history);
    expect(again.vectors).toEqual(first.vectors);
    expect(other.history).not.toEqual(first.history);
  });

  it('leaves the output bias of the item tower at exactly 0, and trains that of the user tower', async () => {
    const { model } = await trainMethod({ engine, dataset, method: 'csmf-plus', changes: SHORT });
    const biasOf = ({ output, hiddenWidth, outputWidth }: Model['users']) =>
      output.subarray(hiddenWidth * outputWidth);
    expect(biasOf(model.items).every((bias) => bias === 0)).toBe(true);
    expect(biasOf(model.users).some((bias) => bias !== 0)).toBe(true);
  });

  it('reduces the loss in every training stage', async () => {
    const losses = new Map<string, number[]>();
    await trainMethod({
      engine,
      dataset,
      method: 'csmf',
      changes: { ...SHORT, steps: { exposure: 120, click: 80, conversion: 80 } },
      onEvent(event) {
        if (event.kind !== 'step') return;
        for (const { stage, loss } of event.losses) losses.set(stage, [...(losses.get(stage) ?? []), loss]);
      },
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const stage of ['train-exposure', 'train-click', 'train-conversion']) {
      const values = losses.get(stage)!;
      expect(mean(values.slice(-10))).toBeLessThan(mean(values.slice(0, 10)));
    }
  });

  it('fails with a code when the loss is NaN', async () => {
    const wild = {
      ...SHORT,
      learningRates: { exposure: 0.5 },
      steps: { exposure: 4000, click: 1, conversion: 1 },
    };
    const diverging = trainMethod({
      engine: {
        ...engine,
        begin: async (...stage) => ({ ...(await engine.begin(...stage)), ...nanAfter(3) }),
      },
      dataset,
      method: 'csmf',
      changes: wild,
    });
    await expect(diverging).rejects.toMatchObject({
      name: 'TrainingError',
      code: 'nan-loss',
      values: { step: 4, stage: 'train-exposure', rate: 0.5 },
    });
  });
});

/** An open stage whose loss is a number for a few steps only. */
function nanAfter(good: number) {
  let step = 0;
  let unread: number[] = [];
  return {
    step: async () => {
      step++;
      unread.push(step <= good ? 1 : Number.NaN);
    },
    losses: async () => {
      const losses = unread;
      unread = [];
      return losses;
    },
    synchronise: async () => undefined,
    dispose: () => undefined,
  };
}

describe('the fused score', () => {
  it('is one inner product with a scaled user vector over one unchanged index of width K', async () => {
    const { vectors, scorer } = await trainMethod({ engine, dataset, method: 'csmf', changes: SHORT });
    const { users, items, width, blocks } = vectors;
    expect(width).toBe(SHORT.outputWidth);
    const index = items;
    const before = items.slice();
    for (const weights of [
      [1, 0, 0],
      [0.2, 0.3, 0.5],
      [0, 0, 1],
      [0.7, 1.3, 2.1],
      [1, -0.5, 0.25],
    ]) {
      for (const user of [0, 17, 149]) {
        const scores = [0, 1, 2].map(() => new Float32Array(scorer.items));
        scorer.score(user, scores);
        const weighted = fuse(scores, weights, new Float32Array(scorer.items));
        const own = users.subarray(user * width, (user + 1) * width);
        const scaled = scaleUserVector(own, [...blocks], blockGains(weights));
        expect(scaled).toHaveLength(width);
        const largest = weighted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        for (let item = 0; item < scorer.items; item++) {
          let product = 0;
          for (let unit = 0; unit < width; unit++)
            product += scaled[unit]! * vectors.items[item * width + unit]!;
          expect(Math.abs(product - weighted[item]!)).toBeLessThanOrEqual(1e-5 * largest);
        }
      }
    }
    expect(vectors.items).toBe(index);
    expect(items).toEqual(before);
    expect(items).toHaveLength(scorer.items * width);
    // All three blocks are there, and each unit has one owner.
    expect(new Set(blocks)).toEqual(new Set(OBJECTIVES.map(ownerOf)));
  });
});
