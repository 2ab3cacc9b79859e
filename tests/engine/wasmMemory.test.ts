/** Memory that does not grow is said before the first step, with the sizes, and leaves the engine usable. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { Arena } from '../../src/engine/wasm/arena';
import { kernelModule } from '../../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import { copyModel, weightArrays } from '../../src/model/tower';
import { errorMessage } from '../../src/page/messages/withMessages';
import { createRandom } from '../../src/random';
import { tinyDataset, tinyModel } from '../tinyLog';
import { trainMethod } from '../trainMethod';
import { RATES, randomBatch, term } from './stageCases';

const PAGES_PER_MB = 16;

/** From now on memories refuse to grow beyond some megabytes, as a device without more does. */
function limitMemory(megabytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(function (
    this: WebAssembly.Memory,
    pages,
  ) {
    const total = this.buffer.byteLength / 65_536 + pages;
    if (total > megabytes * PAGES_PER_MB) throw new RangeError('WebAssembly.Memory.grow(): Unable to grow');
    return grow.call(this, pages);
  });
}
afterEach(() => vi.restoreAllMocks());

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined).catch((e) => e);
const newEngine = async (): Promise<Engine> => createWasmEngine(await kernelModule());
const SPEC = { owner: 'exposure', embeddingDecay: 0, terms: [term('exposure', 1)] } as const;

describe('an arena', () => {
  it('refuses what lies beyond 4 GB with the sizes, and keeps what it has', async () => {
    const arena = new Arena(await kernelModule());
    const kept = arena.filled(Float32Array.of(1, 2, 3));
    const before = arena.bytes;
    expect(() => arena.reserve(2 ** 32)).toThrow(
      expect.objectContaining({ code: 'wasm-memory', values: { needed: 4097, limit: 4096, of: 'any' } }),
    );
    expect(arena.bytes).toBe(before);
    expect([...arena.floats(kept, 3)]).toEqual([1, 2, 3]);
    expect(arena.reserve(64)).toBeGreaterThan(kept);
  });
});

describe('a stage', () => {
  it('of tables beyond 4 GB is refused before anything is computed', async () => {
    const { model, sides } = tinyModel(tinyDataset());
    // A hundred million rows of 6 floats with two moments: 7.2e9 bytes. Nothing may read weights that are not there.
    Object.assign(model.users.tables[0]!, { rows: 1e8 });
    const failure = await failureOf((await newEngine()).begin(model, sides, SPEC));
    expect(failure).toMatchObject({ code: 'wasm-memory', values: { limit: 4096, of: 'any' } });
    expect(errorMessage(failure)).toMatch(/needs at least 6,86\d MB .* no browser gives more than 4,096 MB/);
  });

  it('of a training on a device with little memory is refused before its first step, and trains where there is more', async () => {
    const engine = await newEngine();
    const dataset = tinyDataset({ users: 700, items: 20 });
    const changes = {
      batchSize: 16,
      uniformNegatives: 8,
      embeddingWidth: 256,
      steps: { exposure: 2, click: 1, conversion: 1 },
      recoverySteps: { exposure: 1, click: 1 },
    };
    let steps = 0;
    const onEvent = ({ kind }: { kind: string }) => {
      if (kind === 'step') steps++;
    };
    limitMemory(2);
    const training = trainMethod({ engine, dataset, method: 'csmf', changes, onEvent });
    const failure = await failureOf(training);
    expect(failure).toMatchObject({ code: 'wasm-memory', values: { needed: 3, of: 'this' } });
    expect(errorMessage(failure)).toContain('needs at least 3 MB of WebAssembly memory');
    expect(errorMessage(failure)).toContain('this browser gave 1 MB and refuses more');
    expect(steps).toBe(0);
    vi.restoreAllMocks();
    const { history } = await trainMethod({ engine, dataset, method: 'csmf', changes });
    expect(history).toHaveLength(6);
  });

  it('whose batch finds no memory changes no weight, and goes on once there is some', async () => {
    const dataset = tinyDataset({ users: 30, items: 40 });
    const { model, sides } = tinyModel(dataset);
    const before = copyModel(model);
    const batch = randomBatch(dataset, createRandom(0, 'large'), 512, 900);
    const [engine, undisturbed] = [await newEngine(), await newEngine()];
    const stage = await engine.begin(model, sides, SPEC);
    limitMemory(1);
    expect(await failureOf(stage.step([batch], RATES))).toMatchObject({ code: 'wasm-memory' });
    await stage.synchronise();
    expect(weightArrays(model)).toEqual(weightArrays(before));
    vi.restoreAllMocks();
    await stage.step([batch], RATES);
    const other = await undisturbed.begin(before, sides, SPEC);
    await other.step([batch], RATES);
    expect(await stage.losses()).toEqual(await other.losses());
  });
});
