/** The same page on other backends: WebGPU by force, and a browser that has none. */
import { describe, expect, it } from 'vitest';
import { openPage, shownItems } from './openPage';

/** Stock WebGPU kernels crawl on a software adapter: everything is tiny. */
const TINY = {
  batchSize: 8,
  uniformNegatives: 4,
  embeddingWidth: 6,
  hiddenWidth: 9,
  outputWidth: 9,
  steps: { exposure: 3, click: 2, conversion: 2 },
  recoverySteps: { exposure: 2, click: 1 },
  validationEvery: 100,
};

describe('every engine by its name, on the software adapter', () => {
  it('train all stages, freeze exactly and rank; WASM reaches the same losses', async () => {
    const losses: number[][] = [];
    for (const engine of ['tfjs-wasm', 'wasm', 'wgsl', 'tfjs-webgpu']) {
      const backend = engine.endsWith('wasm') ? 'wasm' : 'webgpu';
      const open = await openPage({ query: `?engine=${engine}` });
      const { page } = open;
      expect(await page.evaluate(() => window.csmf.engine())).toMatchObject({
        backend,
        reasonCode: engine === 'wasm' ? 'forced-wasm' : 'forced',
      });
      await page.evaluate(() => window.csmf.loadSample('shop', { users: 40, items: 40 }));
      const run = await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), TINY);
      expect(run).toMatchObject({ backend, steps: 10, drift: { exposure: 0, click: 0, conversion: 0 } });
      losses.push(run.history.map(({ loss }) => loss));
      const masks = await page.evaluate(() => window.csmf.masks());
      expect(masks.outputBlocks.conversion).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Reach', exact: true }).click();
      const before = await shownItems(page);
      await page.getByRole('button', { name: 'Sales', exact: true }).click();
      expect(await shownItems(page)).not.toEqual(before);
      expect(open.complaints.filter((text) => !/software|powerPreference/i.test(text))).toEqual([]);
      await open.close();
    }
    const [wasm, ...others] = losses;
    expect(wasm).toHaveLength(10);
    for (const other of others) {
      wasm!.forEach((loss, step) => {
        expect(Math.abs(loss - other[step]!) / loss).toBeLessThan(1e-3);
      });
    }
  });
});

describe('a browser without WebGPU', () => {
  it('trains on WASM and says why', async () => {
    const open = await openPage({ webgpu: false });
    const engine = await open.page.evaluate(() => window.csmf.engine());
    expect(engine.backend).toBe('wasm');
    expect(['no-webgpu', 'no-adapter']).toContain((engine as { reasonCode?: string }).reasonCode);
    await open.page.evaluate(() => window.csmf.loadSample('shop', { users: 60, items: 60 }));
    const run = await open.page.evaluate((config) => window.csmf.train({ config }), TINY);
    expect(run.steps).toBe(10);
    expect(open.complaints).toEqual([]);
    await open.close();
  });
});

describe('an engine that does not exist', () => {
  it('is refused with the names of those that do, and the page says so', async () => {
    const open = await openPage({ query: '?engine=quantum' });
    const message = await open.page.evaluate(() =>
      window.csmf.engine().then(
        () => 'started',
        (error: Error) => error.message,
      ),
    );
    expect(message).toMatch(/“quantum” is not an engine\. Set \?engine= to wgsl, wasm, tfjs-webgpu/);
    await open.close();
  });
});
