/** The fused engine, in a real Chromium on its software adapter, against the reference and tfjs. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StageState } from '../../src/engine/engine';
import { ownerOf } from '../../src/model/ownerBytes';
import { createRandom } from '../../src/random';
import { fc } from '../fastCheck';
import { modelAtStage } from '../tinyLog';
import { wasmEngine } from '../wasmEngine';
import { anyInterruption } from './anyInterruption';
import { begunStage, INTERRUPTED_STEPS, lossesAfter } from './interruptedStage';
import { caseDataset, RATES, randomBatch, STAGE_CASES, type StageCase, specOf } from './stageCases';
import { openEnginePage } from './wgslPage/open';
import type { EngineUnderTest } from './wgslPage/page';
import { ownersAfterPruning } from './wholePlan';

let page: Page;
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
  ({ page, close } = await openEnginePage());
});
afterAll(() => close?.());

type Call<Name extends keyof EngineUnderTest> = Parameters<EngineUnderTest[Name]>;
type Answer<Name extends keyof EngineUnderTest> = Awaited<ReturnType<EngineUnderTest[Name]>>;

/** Calls a function of the page. */
async function ask<Name extends keyof EngineUnderTest>(name: Name, ...parameters: Call<Name>) {
  const answer = await page.evaluate(
    ([name, parameters]) => {
      const call = window.engineUnderTest[name] as (...parameters: unknown[]) => unknown;
      return call(...parameters);
    },
    [name, parameters] as const,
  );
  return answer as Answer<Name>;
}

const remembered = new Map<string, Promise<unknown>>();

/** Calls a function of the page, with the same parameters once: tests of one training share it. */
function askOnce<Name extends keyof EngineUnderTest>(name: Name, ...parameters: Call<Name>) {
  const key = JSON.stringify([name, ...parameters]);
  const answer = remembered.get(key) ?? ask(name, ...parameters);
  remembered.set(key, answer);
  return answer as Promise<Answer<Name>>;
}

/** |a − b| ≤ 1e-4·|b|, and as close in absolute terms where b is 0. */
function expectSameLosses(losses: readonly number[], expected: readonly number[]): void {
  expect(losses).toHaveLength(expected.length);
  losses.forEach((loss, step) => {
    expect(Math.abs(loss - expected[step]!)).toBeLessThanOrEqual(1e-4 * Math.abs(expected[step]!) + 1e-6);
  });
}

/** The same fifty steps as the page's, on tfjs's WASM backend. */
async function fiftyStepsOnWasm(testCase: StageCase, seed: number): Promise<number[]> {
  const engine = await wasmEngine();
  const dataset = caseDataset(testCase, seed);
  const state = { owner: ownerOf(testCase.spec.owner), granularity: testCase.granularity, seed };
  const { model, sides } = modelAtStage(dataset, { ...state, precision: 'float32' });
  const spec = specOf(testCase, dataset, model.users.outputWidth);
  const stage = await engine.begin(model, sides, spec);
  const random = createRandom(seed, 'parity');
  for (let step = 0; step < 50; step++) {
    await stage.step(
      spec.terms.map(() => randomBatch(dataset, random, 16, 12)),
      RATES,
    );
  }
  const losses = await stage.losses();
  stage.dispose();
  return losses;
}

const SEEDS = [0, 1, 2, 3, 4];

describe.each(STAGE_CASES)('fifty steps of the fused engine: $name', (testCase) => {
  it.each(SEEDS)('give the same losses as the float64 reference, seed %i', async (seed) => {
    const { losses, expected } = await askOnce('fiftySteps', testCase.name, seed);
    expect(losses).toHaveLength(50);
    expectSameLosses(losses, expected);
  });

  it('give the same losses as tfjs on WASM', async () => {
    const { losses } = await askOnce('fiftySteps', testCase.name, 0);
    expectSameLosses(losses, await fiftyStepsOnWasm(testCase, 0));
  });

  it.each(['plain', 'hardware'] as const)(
    'give the same losses with the tiles of adapters without subgroups: %s',
    async (tile) => {
      const { losses, expected } = await ask('fiftySteps', testCase.name, 1, tile);
      expectSameLosses(losses, expected);
    },
  );

  it.each(SEEDS)(
    'have first gradients within 1e-4 of the largest reference gradient, seed %i',
    async (seed) => {
      const arrays = await ask('firstGradients', testCase.name, seed);
      expect(arrays.some(({ largest }) => largest > 0)).toBe(true);
      const largest = Math.max(...arrays.map((array) => array.largest));
      for (const { error } of arrays) expect(error).toBeLessThan(1e-4 * largest);
    },
  );

  it('leave the items’ output bias as it is, whose gradient is 0, and move the users’', async () => {
    const found = await ask('biasesHere', testCase.name);
    expect(found.items).toEqual(found.itemsBefore);
    expect(found.users).not.toEqual(found.usersBefore);
  });

  it('need at most 25 dispatches each, or 35 with an auxiliary loss', async () => {
    const { dispatches } = await askOnce('fiftySteps', testCase.name, 0);
    expect(dispatches).toBeGreaterThan(0);
    expect(dispatches).toBeLessThanOrEqual((testCase.spec.terms?.length ?? 1) > 1 ? 35 : 25);
  });
});

describe('odd shapes', () => {
  const narrow = { embeddingWidth: 10, hiddenWidth: 13, outputWidth: 14 };

  it.each([
    ['B = 37, D = 10, K = 14', { users: 29, items: 31, terms: [[37, 0]], config: narrow }],
    ['more rows than a chunk', { users: 60, items: 70, terms: [[130, 77]], config: narrow }],
    [
      'two terms of different sizes',
      {
        users: 29,
        items: 31,
        terms: [
          [37, 5],
          [11, 3],
        ],
      },
    ],
    [
      'three terms',
      {
        users: 29,
        items: 31,
        terms: [
          [21, 5],
          [37, 0],
          [3, 9],
        ],
      },
    ],
    [
      'four terms',
      {
        users: 29,
        items: 31,
        terms: [
          [8, 8],
          [9, 1],
          [3, 9],
          [16, 0],
        ],
      },
    ],
    ['one item', { users: 9, items: 1, terms: [[7, 3]] }],
    ['one user', { users: 1, items: 9, terms: [[5, 3]] }],
    ['a batch of one', { users: 5, items: 9, terms: [[1, 6]] }],
    ['the same item everywhere', { users: 9, items: 11, terms: [[7, 3]], onlyItem: 4 }],
    // 350 of 400 items, 256 rows each, 16 vec4s for each row and 16 invocations in a workgroup: some 90,000.
    [
      'lists in more workgroups than one dimension takes',
      { users: 9, items: 400, terms: [[8, 800]], config: { embeddingWidth: 64 }, ownValues: 256 },
    ],
    ['the same list everywhere', { users: 9, items: 11, terms: [[7, 3]], onlyItem: 4, lists: true }],
    ['an empty list everywhere', { users: 9, items: 11, terms: [[7, 3]], onlyItem: 1, lists: true }],
    [
      'lists in more rows than a chunk',
      { users: 60, items: 70, terms: [[130, 77]], config: narrow, lists: true },
    ],
  ] as [string, Call<'oddShape'>[0]][])('train like the reference: %s', async (_name, shape) => {
    const { losses, expected } = await ask('oddShape', shape);
    expect(losses).toHaveLength(10);
    expectSameLosses(losses, expected);
  });
});

describe('a fused stage', () => {
  it.each(['unit', 'weight'] as const)(
    'changes its owner’s weights and leaves earlier blocks bit-identical (%s)',
    async (granularity) => {
      for (const owner of ['exposure', 'click', 'conversion'] as const) {
        const { movedOwners, changed, moved } = await ask('frozenAfter', owner, granularity);
        expect(movedOwners).toEqual([ownerOf(owner)]);
        expect(changed).toBe(0);
        expect(moved).toBeGreaterThan(0);
      }
    },
  );

  it('gives bit-identical results when repeated', async () => {
    const [first, second] = [await askOnce('clickStage', 0.5), await ask('clickStage', 0.5)];
    expect(second).toEqual(first);
  });

  it('with γ = 0 is plain sampled softmax, bit for bit, and with γ > 0 is not', async () => {
    const plain = await ask('clickStage');
    expect(await ask('clickStage', 0)).toEqual(plain);
    expect(await askOnce('clickStage', 0.5)).not.toEqual(plain);
  });

  it('keeps the number of buffers and bytes constant over 500 steps and frees them all once', async () => {
    const { before, warm, after, end, losses } = await ask('memoryOverSteps', 500);
    expect(warm.bytes).toBeGreaterThan(before.bytes);
    expect(after).toEqual(warm);
    expect(end).toEqual(before);
    expect(losses).toBe(501);
  });

  it.each(STAGE_CASES)(
    'is not changed by a capture, and a stage resumed from it gives bit-identical results: $name',
    async ({ name }) => {
      await anyInterruption(4, async (at, seed) => {
        const { whole, captured, resumed, isSameState } = await ask('interruptedHere', name, seed, at);
        expect(captured).toEqual(whole);
        expect(resumed.weights).toEqual(whole.weights);
        expect(resumed.losses).toEqual(lossesAfter(whole, at));
        expect(isSameState).toBe(true);
      });
    },
  );

  it('can be resumed on WASM with results equal up to rounding', async () => {
    const { name } = STAGE_CASES[1]!;
    const { whole, state } = await ask('interruptedHere', name, 2, 7);
    const { stage, steps, outcome } = await begunStage(await wasmEngine(), name, 2);
    await stage.resume(JSON.parse(state) as StageState);
    await steps(8, INTERRUPTED_STEPS);
    expectSameLosses(outcome().losses, lossesAfter(whole, 7));
  });

  it('rejects pending and later calls with DeviceLostError when the device is lost', async () => {
    const { reason, pending, later, memory } = await ask('afterLoss');
    expect(reason).not.toBe('');
    expect(pending).toEqual(pending.map(() => 'DeviceLostError'));
    expect(later).toEqual(later.map(() => 'DeviceLostError'));
    expect(memory).toEqual({ buffers: 0, bytes: 0 });
  });
});

describe('a whole plan', () => {
  it.each(SEEDS)('releases the same weights by CPP as after training on WASM, seed %i', async (seed) => {
    expect(await ask('ownersHere', seed)).toEqual(await ownersAfterPruning(await wasmEngine(), seed));
  });

  it.each([
    [16, 'train-exposure'],
    [40, 'recover-exposure'],
  ])('finds weights that an update made infinite at step %i at the next validation', async (step, stage) => {
    expect(await ask('overshootHere', step)).toMatchObject({ code: 'nan-weights', values: { step, stage } });
  });

  it.each(['csmf', 'csmf-plus'] as const)('finishes without changing a frozen score: %s', async (method) => {
    const { history, drift, steps } = await askOnce('runHere', method);
    expect(history).toHaveLength(steps);
    expect(history.every(Number.isFinite)).toBe(true);
    expect(drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
    expect(await ask('runHere', method)).toEqual({ history, drift, steps });
  });
});

describe('a plan interrupted between two steps', () => {
  it.each(['csmf', 'csmf-plus', 'joint'] as const)(
    'is resumed in another training with bit-identical results: %s',
    async (method) => {
      const { steps } = await askOnce('runHere', method);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: steps }), async (at) => {
          const { whole, captured, resumed, lastReportedStep } = await ask('runInterrupted', method, at);
          expect(captured).toEqual(whole);
          expect(resumed).toEqual({ ...whole, history: whole.history.slice(lastReportedStep) });
        }),
        { numRuns: 4, examples: [[steps]] },
      );
    },
  );
});

describe('a device destroyed in the middle of a plan', () => {
  it('repeats the steps after the latest checkpoint, losses not yet read included', async () => {
    // Kept after step 46, of whose stage, which began after 40, losses were read up to none.
    const { found, rewinds } = await ask('runThroughLoss', 57, 46);
    expect(rewinds).toEqual([40]);
    expect(found).toEqual(await askOnce('runHere', 'csmf'));
  });

  it('repeats its stage on a new device with the same history and frozen scores', async () => {
    // Steps 1–30 exposure, 31–40 its recovery, 41–60 click: the stage of step 47 begins after 40.
    const { found, rewinds } = await ask('runThroughLoss', 47);
    expect(rewinds).toEqual([40]);
    expect(found).toEqual(await askOnce('runHere', 'csmf'));
  });
});

describe('the fused ranking', () => {
  it('is the exact order without removed items, and ties go to the lower index', async () => {
    // Vectors of small whole numbers: sums are exact in float32 and most scores are tied.
    const { found, expected } = await ask('wholeNumberRanking', { users: 19, items: 83, k: 20 });
    expect(found).toEqual(expected);
  });

  it('rejects separate scores', async () => {
    expect(await ask('separateRanking')).toBe('separate scores');
  });

  it('fills lists with −1 where there are fewer items', async () => {
    const { found, expected } = await ask('wholeNumberRanking', { users: 3, items: 9, k: 12 });
    expect(found).toEqual(expected);
    expect(found[0]!.at(-1)).toBe(-1);
  });
});

it('an engine on the device of tfjs trains and encodes, and can be created again after it was disposed of', async () => {
  expect(await ask('twiceOnTfjs')).toEqual([true, true]);
});

it('WebGPU reports no error', async () => {
  expect(await ask('complaints')).toEqual([]);
});
