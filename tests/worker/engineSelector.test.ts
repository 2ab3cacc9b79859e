import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/coded';
import { DEFAULTS } from '../../src/config';
import type { Engine } from '../../src/engine/engine';
import { type Adapter, adapterOf } from '../../src/worker/engines/adapter';
import { EngineSelector } from '../../src/worker/engines/engineSelector';
import type { Starters } from '../../src/worker/engines/starters';
import type { EngineChoice } from '../../src/worker/protocol/session';
import { tinyDataset } from '../tinyLog';

const GPU: Adapter = { name: 'a graphics card', software: false };
const SOFTWARE: Adapter = { name: 'swiftshader', software: true };

interface Machine {
  adapter?: Adapter;
  /** Milliseconds a step takes on each engine; absent: it does not start. */
  fused?: number;
  wasm?: number;
  /** WebAssembly has SIMD, which the engine for processors needs; so unless said. */
  simd?: boolean;
}

/** A machine whose engines do nothing but count how often they were started and disposed. */
function machine({ adapter, fused, wasm, simd = true }: Machine) {
  const log: string[] = [];
  const engine = (name: Engine['name'], backend: string): Engine => ({
    name,
    backend,
    lossInterval: 1,
    ...(name !== 'tfjs' && { towersOnly: true as const }),
    begin: () => Promise.reject(new Error('not expected')),
    encode: () => Promise.reject(new Error('not expected')),
    dispose: () => void log.push(`dispose ${name}`),
  });
  const starters: Starters = {
    adapter: async () => adapter,
    fused: async () => {
      log.push('start wgsl');
      if (fused === undefined) throw new Error('no WebGPU');
      return engine('wgsl', 'webgpu');
    },
    processor: async () => {
      log.push('start processor');
      if (!simd) throw new CodedError('no-simd');
      if (wasm === undefined) throw new Error('no WebAssembly');
      return engine('wasm', 'wasm');
    },
    portable: async (backend) => {
      log.push(`start ${backend}`);
      if (backend === 'wasm' && wasm === undefined) throw new Error('no WASM');
      return engine('tfjs', backend);
    },
    prefetch: async () => void log.push('fetch'),
    measure: async ({ name }) => (name === 'wgsl' ? fused! : wasm!),
  };
  const changes: EngineChoice[] = [];
  const select = (forced?: string) => new EngineSelector(forced, (choice) => changes.push(choice), starters);
  return { select, log, changes, starters };
}

const log = tinyDataset();

describe('a network', () => {
  it('trains on WASM beside an engine for towers only, unmeasured, and the next towers on that engine again', async () => {
    const { select, log: happened, changes } = machine({ adapter: GPU, fused: 1, wasm: 8 });
    const engines = select('wgsl');
    expect((await engines.forLog(log, DEFAULTS, 'network')).backend).toBe('wasm');
    expect((await engines.forLog(log, DEFAULTS)).name).toBe('wgsl');
    expect(happened).toEqual(['start wgsl', 'start wasm']);
    expect(changes).toEqual([]);
  });

  it('costs no request: on a real GPU what WASM needs is fetched as soon as the engine is there', async () => {
    const { select, log: happened } = machine({ adapter: GPU, fused: 1, wasm: 8 });
    const engines = select();
    await engines.current();
    expect(happened).toEqual(['start wgsl', 'fetch']);
    await engines.forLog(log, DEFAULTS, 'network');
    expect(happened).toEqual(['start wgsl', 'fetch', 'start wasm']);
  });

  it('trains on the engine there is where that is the portable one', async () => {
    const engines = machine({ wasm: 8, simd: false }).select();
    const { engine } = await engines.current();
    expect(await engines.forLog(log, DEFAULTS, 'network')).toBe(engine);
  });
});

describe('the choice of an engine', () => {
  it('is the fused one on a real GPU, WASM on a software adapter or without one, else plain JavaScript', async () => {
    const choices = [
      machine({ adapter: GPU, fused: 1, wasm: 8 }),
      machine({ adapter: SOFTWARE, fused: 40, wasm: 8 }),
      machine({ wasm: 8 }),
      machine({ adapter: GPU, wasm: 8 }),
      machine({ wasm: 8, simd: false }),
      machine({}),
    ].map(async ({ select }) => (await select().current()).choice);
    expect(await Promise.all(choices)).toMatchObject([
      { engine: 'wgsl', name: 'wgsl', software: false, device: 'a graphics card', reasonCode: 'real-gpu' },
      { engine: 'wasm', name: 'wasm', software: true, device: 'processor', reasonCode: 'software-adapter' },
      { engine: 'wasm', backend: 'wasm', software: true, device: 'processor' },
      { engine: 'wasm', backend: 'wasm', reasonCode: 'webgpu-failed' },
      { engine: 'tfjs', name: 'tfjs-wasm', backend: 'wasm', device: 'processor', reasonCode: 'no-simd' },
      { engine: 'tfjs', backend: 'cpu', reasonCode: 'wasm-failed' },
    ]);
  });

  it('follows the address, starts nothing else, and rejects an unknown name', async () => {
    const forced = machine({ adapter: SOFTWARE, fused: 40, wasm: 8 });
    const selector = forced.select('wgsl');
    expect((await selector.current()).choice).toMatchObject({ engine: 'wgsl', reasonCode: 'forced' });
    expect((await selector.forLog(log, DEFAULTS)).name).toBe('wgsl');
    expect(forced.log).toEqual(['start wgsl']);
    await expect(machine({ wasm: 8 }).select('quantum').current()).rejects.toMatchObject({
      code: 'unknown-engine',
      values: { engine: 'quantum', known: 'wgsl, wasm, tfjs-webgpu, tfjs-wasm, tfjs-webgl, tfjs-cpu' },
    });
  });

  it('is one of tfjs’s by its name, also by the name that links of earlier versions have', async () => {
    const chosen = ['tfjs-wasm', 'tfjs-webgl', 'webgl', 'cpu', 'wasm'].map(async (name) => {
      const { engine, backend } = (await machine({ wasm: 8 }).select(name).current()).choice;
      return `${engine} ${backend}`;
    });
    expect(await Promise.all(chosen)).toEqual([
      'tfjs wasm',
      'tfjs webgl',
      'tfjs webgl',
      'tfjs cpu',
      'wasm wasm',
    ]);
  });

  it('says what a link of an earlier version means now', async () => {
    const reasons = ['webgpu', 'wasm', 'tfjs-wasm', 'wgsl'].map(async (asked) => {
      const { choice } = await machine({ adapter: GPU, fused: 1, wasm: 8 }).select(asked).current();
      return [choice.name, choice.reasonCode, choice.asked];
    });
    expect(await Promise.all(reasons)).toEqual([
      ['tfjs-webgpu', 'forced-earlier-name', 'webgpu'],
      ['wasm', 'forced-wasm', 'wasm'],
      ['tfjs-wasm', 'forced', 'tfjs-wasm'],
      ['wgsl', 'forced', 'wgsl'],
    ]);
  });

  it('is not measured without a real GPU: nothing but the engine that trains is ever started', async () => {
    for (const adapter of [SOFTWARE, undefined]) {
      const { select, log: happened, changes } = machine({ ...(adapter && { adapter }), fused: 1, wasm: 8 });
      const selector = select();
      await selector.prepare(log, DEFAULTS);
      expect((await selector.forLog(log, DEFAULTS)).name).toBe('wasm');
      expect((await selector.forLog(log, DEFAULTS)).name).toBe('wasm');
      expect(happened).toEqual(['start processor']);
      expect(changes).toEqual([]);
    }
  });

  it('is measured once in a session on a real GPU, ahead of the first training, and says both times', async () => {
    const { select, log: happened, changes } = machine({ adapter: GPU, fused: 1, wasm: 8 });
    const selector = select();
    await Promise.all([selector.prepare(log, DEFAULTS), selector.prepare(log, DEFAULTS)]);
    const before = [...happened];
    expect(before).toEqual(['start wgsl', 'fetch', 'start processor', 'dispose wasm']);
    expect((await selector.forLog(log, DEFAULTS)).name).toBe('wgsl');
    expect(happened).toEqual(before);
    expect(changes).toMatchObject([{ reasonCode: 'real-gpu', calibration: { wgslMs: 1, wasmMs: 8 } }]);
  });

  it('is reversed where the processor is faster than the GPU', async () => {
    const slowGpu = machine({ adapter: GPU, fused: 30, wasm: 8 });
    expect((await slowGpu.select().forLog(log, DEFAULTS)).name).toBe('wasm');
    expect(slowGpu.changes).toMatchObject([{ engine: 'wasm', reasonCode: 'measured' }]);
    expect(slowGpu.log.at(-1)).toBe('dispose wgsl');
  });

  it('keeps nothing that failed: the next call measures, or starts, again', async () => {
    const slowGpu = machine({ adapter: GPU, fused: 30, wasm: 8 });
    let failures = 1;
    const { measure } = slowGpu.starters;
    slowGpu.starters.measure = async (...task) => {
      if (failures-- > 0) throw new Error('device lost');
      return measure(...task);
    };
    const selector = slowGpu.select();
    expect((await selector.forLog(log, DEFAULTS)).name).toBe('wgsl');
    expect(slowGpu.log.at(-1)).toBe('dispose wasm');
    expect((await selector.forLog(log, DEFAULTS)).name).toBe('wasm');

    const offline = machine({ wasm: 8 });
    const { processor } = offline.starters;
    offline.starters.processor = () => Promise.reject(new Error('offline'));
    const forced = offline.select('wasm');
    await expect(forced.current()).rejects.toThrow('offline');
    offline.starters.processor = processor;
    expect((await forced.current()).choice.name).toBe('wasm');
  });
});

describe('an adapter', () => {
  it('is software when the browser flags it, or by the name of a rasteriser', () => {
    const named = (vendor: string, architecture = '', description = '') =>
      adapterOf({ info: { vendor, architecture, description } });
    expect(named('google', 'swiftshader')).toEqual({ name: 'google swiftshader', software: true });
    expect(named('mesa', '', 'llvmpipe (LLVM 15.0.6, 256 bits)').software).toBe(true);
    expect(named('microsoft', '', 'Microsoft Basic Render Driver').software).toBe(true);
    expect(adapterOf({ info: { vendor: 'x', isFallbackAdapter: true } }).software).toBe(true);
    expect(adapterOf({ isFallbackAdapter: true })).toEqual({ name: '', software: true });
  });

  it('is a GPU otherwise, also in a browser that tells nothing of it', () => {
    const info = { vendor: 'nvidia', architecture: 'ampere', isFallbackAdapter: false };
    expect(adapterOf({ info })).toEqual({ name: 'nvidia ampere', software: false });
    expect(adapterOf({ info: { vendor: 'microsoft', description: 'Warped Graphics 3000' } }).software).toBe(
      false,
    );
    expect(adapterOf({})).toEqual({ name: '', software: false });
  });
});

describe('a lost device', () => {
  it('is replaced by a new one the first time, by WASM the second time, and reported each time', async () => {
    const { select: create, changes } = machine({ adapter: GPU, fused: 1, wasm: 8 });
    const selector = create();
    await selector.current();
    expect((await selector.replace()).name).toBe('wgsl');
    expect((await selector.replace()).backend).toBe('wasm');
    expect(changes.map(({ reasonCode }) => reasonCode)).toEqual(['device-lost', 'device-lost-again']);
  });
});
