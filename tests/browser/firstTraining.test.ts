/** What a first training fetches on a machine without a GPU: the engine for processors, and nothing of tfjs. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { UNTRAINED_BASELINES } from '../../src/methods/untrainedBaselines';
import { BRIEF, goTo, openPage } from './openPage';

const ASSETS = fileURLToPath(new URL('../../dist/assets/', import.meta.url));
/** Limit of a first training's scripts and binaries in the worker, gzipped. */
const MAX_BYTES = 200_000;

/** Returns the built files that the worker has loaded: itself, its chunks, the binaries, as its own timeline has them. */
async function workerFiles(page: Page): Promise<string[]> {
  const [worker] = page.workers();
  const addresses = await worker!.evaluate(() => [
    self.location.href,
    ...performance.getEntriesByType('resource').map(({ name }) => name),
  ]);
  return [...new Set(addresses.map((address) => basename(new URL(address).pathname)))].filter((name) =>
    /\.(js|wasm)$/.test(name),
  );
}

const contentOf = (name: string): Buffer => readFileSync(ASSETS + name);

/** Whether a file is tfjs's, which names itself in every one of its chunks, or one of its binaries. */
const isTfjs = (name: string): boolean =>
  name.includes('tfjs') || /tensorflow/i.test(contentOf(name).toString('latin1'));

/** Trains with the button, waits for the results, then asks for everything that a run can be asked for. */
async function trainAndEvaluate(page: Page): Promise<void> {
  await page.evaluate(() => window.csmf.loadSample('shop', { users: 200, items: 200 }));
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page
    .getByTitle('Forgetting: largest change of a score, over everybody')
    .getByRole('definition')
    .getByText('0', { exact: true })
    .waitFor({ timeout: 100_000 });
  await goTo(page, 'Runs');
  for (const row of [/This run 0\.\d+/, /Best fusion 0\.\d+/, /Popularity 0\.\d+/, /Oracle 0\.\d+/])
    await page.getByRole('row', { name: row }).first().waitFor({ timeout: 60_000 });
  await page.evaluate(
    async ({ brief, untrained }) => {
      const { csmf } = window;
      const weights = { exposure: 0.2, click: 0.3, conversion: 0.5 };
      await csmf.evaluate({ weights });
      const users = await csmf.users();
      await csmf.retrieve(users[0]!, { k: 10, weights });
      await csmf.scores(users.slice(0, 50));
      await csmf.masks();
      for (const method of untrained) {
        await csmf.train({ method });
        await csmf.evaluate();
      }
      // Towers of other plans: margins, distillation, an auxiliary loss, separate blocks.
      for (const method of ['csmf-plus', 'packnet']) {
        await csmf.train({ method, config: brief });
        await csmf.evaluate();
      }
    },
    { brief: BRIEF, untrained: Object.keys(UNTRAINED_BASELINES) },
  );
}

describe('a first training with a software adapter only', () => {
  it('fetches at most 200 kB for its worker, results and baselines too, and nothing of tfjs', async () => {
    const open = await openPage();
    const { page } = open;
    try {
      await trainAndEvaluate(page);
      const files = await workerFiles(page);
      expect(files.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
      expect(files.some((name) => name.startsWith('worker-'))).toBe(true);
      expect(files.filter(isTfjs)).toEqual([]);
      const bytes = files.reduce((sum, name) => sum + gzipSync(contentOf(name)).length, 0);
      expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
      expect(open.complaints.filter((text) => !/software|powerPreference/i.test(text))).toEqual([]);
      // A network is what tfjs is for: the same list shows it as soon as it is loaded.
      await page.evaluate((config) => window.csmf.train({ method: 'shared-bottom', config }), BRIEF);
      expect((await workerFiles(page)).filter(isTfjs).length).toBeGreaterThan(1);
    } finally {
      await open.close();
    }
  });
});

describe('a browser whose WebAssembly has no SIMD', () => {
  it('trains on tfjs and says why, in the badge and to scripts', async () => {
    const open = await openPage({
      webgpu: false,
      inWorker: 'WebAssembly.validate = () => false;',
    });
    const { page } = open;
    try {
      const engine = await page.evaluate(() => window.csmf.engine());
      expect(engine).toMatchObject({
        engine: 'tfjs',
        name: 'tfjs-wasm',
        device: 'processor',
        reasonCode: 'no-simd',
      });
      expect(engine.reason).toMatch(/no SIMD instructions.*tfjs trains instead/);
      await page.getByRole('button', { name: 'Running on tfjs, WASM (details)' }).click();
      await page.getByRole('dialog').getByText(engine.reason).waitFor();
      await page.keyboard.press('Escape');
      await page.evaluate(() => window.csmf.loadSample('shop', { users: 60, items: 60 }));
      const run = await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
      expect(run).toMatchObject({ engine: 'tfjs', backend: 'wasm', drift: { exposure: 0, click: 0 } });
      expect(open.complaints).toEqual([]);
    } finally {
      await open.close();
    }
  });
});

describe('an address of version 0.1.0', () => {
  it('opens, and says what it means now', async () => {
    for (const [asked, name, sentence] of [
      ['cpu', 'tfjs-cpu', /as links of version 0\.1\.0 do.*\?engine=tfjs-cpu now/],
      ['wasm', 'wasm', /In links of version 0\.1\.0 that meant tfjs’s WebAssembly/],
    ] as const) {
      const open = await openPage({ query: `?engine=${asked}`, webgpu: false });
      try {
        const engine = await open.page.evaluate(() => window.csmf.engine());
        expect(engine).toMatchObject({ name, asked });
        expect(engine.reason).toMatch(sentence);
        await open.page.getByRole('button', { name: /^Running on/ }).click();
        await open.page.getByRole('dialog').getByText(engine.reason).waitFor();
      } finally {
        await open.close();
      }
    }
  });
});
