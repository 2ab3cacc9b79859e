import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/data/batches';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { termGradients } from '../../src/engine/tfjs/networkLoss';
import { encodeSides } from '../../src/model/lookups';
import type { Vectors } from '../../src/model/vectors';
import type { Scorer } from '../../src/retrieve/scorer';
import { scorerOf } from '../../src/train/validation';
import { handNetwork, lossOf, PAIR } from '../handNetwork';
import { trainMethod } from '../trainMethod';
import { wasmEngine } from '../wasmEngine';

let engine: Engine;
beforeAll(async () => {
  engine = await wasmEngine();
});

describe('hyper-dpo', () => {
  it('conditions only the user tower on the weights, which have no effect before training', async () => {
    const { network, sides } = handNetwork('hyper-dpo');
    const { architecture, users, items } = network;
    expect([architecture.preference, architecture.heads.length]).toEqual([3, 1]);
    // One embedding column; the users' layer reads three weights more.
    expect([users.levels[0]!.experts[0]!.inputs, items.levels[0]!.experts[0]!.inputs]).toEqual([4, 1]);
    const { preference, users: even } = await engine.encode(network, sides);
    expect([...preference!.condition]).toEqual(Array(preference!.condition.length).fill(0));
    expect(even[0]).toBe(1);
  });

  it('trains the exposure model first and then against it as the reference, exposure still by candidates', () => {
    const [reference, conditioned] = handNetwork('hyper-dpo').stages;
    expect(reference).toMatchObject({ objectives: ['exposure'], terms: [{ objective: 'exposure' }] });
    expect(reference!.preferences).toBeUndefined();
    expect(conditioned!.preferences).toBe(true);
    expect(conditioned!.terms.map(({ loss }) => loss)).toEqual([undefined, 'preference', 'preference']);
  });

  it('has the loss that a hand computes', async () => {
    const hand = handNetwork('hyper-dpo', { lossWeights: { click: 1, conversion: 2 } });
    const ask = (batch: Batch, ...weights: number[]): Batch => ({
      ...batch,
      preferences: Float32Array.from(weights),
    });
    const list = { ...PAIR, depths: Uint8Array.of(2, 0) };
    // Nothing has moved: s = s_ref, both of a list's items are as likely, L_c = L_v = log 2 = .693147.
    // Exposure: the positive leads by 2 − 1, L_d = log(1 + e^−1) = .313262.
    // L = .5·.313262 + .2·.693147 + 2·.3·.693147 = .711149
    const batches = [ask(PAIR, 0.5, 0.3, 0.2), ask(list, 0.5, 0.2, 0.3), ask(list, 0.5, 0.2, 0.3)];
    expect(await lossOf(hand, hand.stages[1]!, batches)).toBeCloseTo(0.711149, 5);
    // Against a reference that leads by 0 only the lead of 1 counts, at β = 1: log(1 + e^−1), times w_c = .2.
    const flat: Vectors = {
      ...(await engine.encode(hand.network, hand.sides)),
      items: new Float32Array(2 * hand.network.architecture.heads[0]!.width),
    };
    const term = hand.stages[1]!.terms[1]!;
    const { loss } = await termGradients(hand.network, hand.sides, {
      term,
      batch: ask(list, 0.5, 0.2, 0.3),
      reference: flat,
    });
    expect(loss).toBeCloseTo(0.2 * 0.313262, 5);
  });

  it.each([0, 1, 2])(
    'is best on an objective with the weighting of that objective alone (seed %i)',
    async (seed) => {
      const dataset = splitLog(await generateSample('shop', { seed, users: 100, items: 60 }), { seed });
      let reference: Scorer | undefined;
      const { scorer } = await trainMethod({
        engine,
        dataset,
        method: 'hyper-dpo',
        changes: SHORT,
        async onEvent(event, model) {
          if (event.kind !== 'stage-end' || event.index > 0) return;
          reference = scorerOf(await engine.encode(model, encodeSides(dataset)), dataset);
        },
      });
      const losses = WEIGHTINGS.map((weights) =>
        lossesAt(weights, { scorer, reference: reference!, dataset }),
      );
      for (const objective of [0, 1, 2]) {
        const ofWeightings = losses.map((ofWeighting) => ofWeighting[objective]!);
        expect(ofWeightings.indexOf(Math.min(...ofWeightings))).toBe(objective);
      }
    },
  );
});

const SHORT = {
  batchSize: 128,
  uniformNegatives: 32,
  keepBest: false,
  lossWeights: { click: 1, conversion: 1 },
  learningRates: { exposure: 0.01 },
  validationEvery: 500,
  steps: { exposure: 120, click: 60, conversion: 60 },
  recoverySteps: { exposure: 0, click: 0 },
};
/** The corners, in the order of the objectives, then points between them. */
const WEIGHTINGS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 1],
  [1, 1, 0],
  [0, 1, 1],
];

/**
 * What the method minimises for each objective, over everything it trained on, under given weights: exposure
 * by the softmax over all items, click and conversion by their preference over the reference.
 */
function lossesAt(
  weights: readonly number[],
  { scorer, reference, dataset }: { scorer: Scorer; reference: Scorer; dataset: Dataset },
): number[] {
  const { log, split } = dataset;
  const out = new Float32Array(scorer.items);
  const before = new Float32Array(scorer.items);
  const sums = OBJECTIVES.map(() => ({ loss: 0, users: 0 }));
  for (let user = 0; user < scorer.users; user++) {
    scorer.fuse!(user, weights, out);
    reference.fuse!(user, [1, 1, 1], before);
    const rows = [...log.user.keys()].filter((row) => log.user[row] === user && split[row] === 0);
    const items = rows.map((row) => log.item[row]!);
    sums.forEach((sum, objective) => {
      const preferred = rows.filter((row) => log.depth[row]! >= objective).map((row) => log.item[row]!);
      const among = objective === 0 ? [...out.keys()] : items;
      if (preferred.length === 0 || preferred.length === among.length) return;
      const value = (item: number) => out[item]! - (objective === 0 ? 0 : before[item]!);
      const total = Math.log(among.reduce((all, item) => all + Math.exp(value(item)), 0));
      sum.loss += preferred.reduce((all, item) => all + total - value(item), 0) / preferred.length;
      sum.users++;
    });
  }
  return sums.map(({ loss, users }) => loss / users);
}
