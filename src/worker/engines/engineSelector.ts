/**
 * Which engine trains here, and why. A real GPU trains on the fused engine, a processor on WebAssembly;
 * one measurement on the first log confirms or overturns that. When the device is lost the supply gives
 * another: first a new device, then WebAssembly.
 */
import type { Config } from '../../config';
import type { Dataset } from '../../data/schema';
import type { Engine } from '../../engine/engine';
import { createTfjsEngine, TFJS_BACKENDS, type TfjsBackend } from '../../engine/tfjs/tfjsEngine';
import { WASM_PATHS } from '../../engine/tfjs/wasmFiles';
import { startWgslEngine } from '../../engine/wgsl/tfjsDevice';
import type { EngineChoice } from '../protocol/session';
import { measureStep } from './benchmarkEngines';

export interface Adapter {
  name: string;
  software: boolean;
}

/** What starts engines: the machine's own, or a test's. */
export interface Starters {
  adapter(): Promise<Adapter | undefined>;
  fused(software: boolean): Promise<Engine>;
  portable(backend: TfjsBackend): Promise<Engine>;
  measure: typeof measureStep;
  /** Fetches what a portable engine that starts later will need: once the page is loaded it asks for nothing. */
  fetchAhead(): Promise<unknown>;
}

export interface SelectedEngine {
  engine: Engine;
  choice: EngineChoice;
}

type Reason = Pick<EngineChoice, 'reasonCode' | 'reason'>;

/** Names that `?engine=` may ask for. */
const FORCEABLE = ['wgsl', ...TFJS_BACKENDS] as const;

export class EngineSelector {
  #current: Promise<SelectedEngine> | undefined;
  #adapter: Adapter | undefined;
  #calibrated: Promise<void> | undefined;
  #losses = 0;

  constructor(
    private readonly forced: string | undefined,
    private readonly changed: (choice: EngineChoice) => void,
    private readonly starters: Starters = MACHINE,
  ) {}

  /** Starts the engine at the first call. Rejects when what `?engine=` asks for does not start. */
  current(): Promise<SelectedEngine> {
    this.#current ??= this.#start();
    return this.#current;
  }

  /**
   * The engine for a log: at the first, both engines are measured and the faster one stays. Beside an engine
   * that trains masked towers only, a network gets the portable one, and nothing else changes.
   */
  async forLog(dataset: Dataset, config: Config, what: 'towers' | 'network' = 'towers'): Promise<Engine> {
    const { engine } = await this.current();
    if (what === 'network') return engine.towersOnly ? this.#startPortable() : engine;
    if (this.forced || !this.#adapter || engine.backend === 'cpu') return engine;
    this.#calibrated ??= this.#calibrate(dataset, config);
    await this.#calibrated;
    return (await this.current()).engine;
  }

  /** After a lost device: a new one at the first loss, WebAssembly from the second on. */
  async replace(): Promise<Engine> {
    const lost = await this.current();
    lost.engine.dispose();
    this.#losses++;
    const again = this.#losses > 1;
    const engine = await (again
      ? this.starters.portable('wasm')
      : this.starters.fused(this.#adapter?.software ?? true).catch(() => this.starters.portable('wasm')));
    this.#become(engine, {
      reasonCode: again ? 'device-lost-again' : 'device-lost',
      reason: again
        ? 'The GPU was lost a second time; WebAssembly trains from here on.'
        : 'The GPU was lost; training began the stage again on a new device.',
    });
    return engine;
  }

  #become(engine: Engine, reason: Reason, calibration?: EngineChoice['calibration']): void {
    const choice = this.#describe(engine, reason, calibration);
    this.#current = Promise.resolve({ engine, choice });
    this.changed(choice);
  }

  #describe(engine: Engine, reason: Reason, calibration?: EngineChoice['calibration']): EngineChoice {
    return {
      engine: engine.name,
      backend: engine.backend,
      adapter: this.#adapter?.name ?? '',
      software: engine.backend !== 'webgpu' || (this.#adapter?.software ?? true),
      ...reason,
      ...(calibration && { calibration }),
    };
  }

  async #start(): Promise<SelectedEngine> {
    this.#adapter = await this.starters.adapter();
    if (this.forced) {
      const engine = await this.#startForced(this.forced);
      const reason = { reasonCode: 'forced', reason: `The address asks for ${this.forced}.` } as const;
      return { engine, choice: this.#describe(engine, reason) };
    }
    if (this.#adapter && !this.#adapter.software) {
      const engine = await this.starters.fused(false).catch(() => undefined);
      const reason = { reasonCode: 'real-gpu', reason: `WebGPU on ${this.#adapter.name}.` } as const;
      if (engine) {
        await this.starters.fetchAhead();
        return { engine, choice: this.#describe(engine, reason) };
      }
    }
    return this.#startOnProcessor();
  }

  async #startForced(forced: string): Promise<Engine> {
    const name = FORCEABLE.find((known) => known === forced);
    if (!name) {
      throw new Error(`?engine=${forced} is no engine. Choose ${FORCEABLE.join(', ')}, or leave it out.`);
    }
    return name === 'wgsl'
      ? this.starters.fused(this.#adapter?.software ?? true)
      : this.starters.portable(name);
  }

  async #startOnProcessor(): Promise<SelectedEngine> {
    const reason = this.#whyProcessor();
    try {
      const engine = await this.starters.portable('wasm');
      return { engine, choice: this.#describe(engine, reason) };
    } catch {
      const engine = await this.starters.portable('cpu');
      const failed = 'WebAssembly does not start here; plain JavaScript trains, slowly.';
      return { engine, choice: this.#describe(engine, { reasonCode: 'wasm-failed', reason: failed }) };
    }
  }

  #startPortable(): Promise<Engine> {
    return this.starters.portable('wasm').catch(() => this.starters.portable('cpu'));
  }

  #whyProcessor(): Reason {
    if (this.#adapter && !this.#adapter.software) {
      const reason = 'WebGPU is there but does not start; training runs on the processor instead.';
      return { reasonCode: 'webgpu-failed', reason };
    }
    if (this.#adapter) {
      const reason = 'The only WebGPU adapter is software; WebAssembly is faster on a processor.';
      return { reasonCode: 'software-adapter', reason };
    }
    return typeof navigator !== 'undefined' && 'gpu' in navigator
      ? { reasonCode: 'no-adapter', reason: 'WebGPU finds no adapter; WebAssembly trains.' }
      : { reasonCode: 'no-webgpu', reason: 'This browser has no WebGPU; WebAssembly trains.' };
  }

  /** Measures the other engine beside the current one. Where it does not start, nothing changes. */
  async #calibrate(dataset: Dataset, config: Config): Promise<void> {
    const { engine, choice } = await this.current();
    const isFused = engine.name === 'wgsl';
    const software = this.#adapter?.software ?? true;
    // The fused engine comes first: starting WebAssembly last leaves tfjs on the backend it computes with.
    const other = await (isFused ? this.starters.portable('wasm') : this.starters.fused(software)).catch(
      () => undefined,
    );
    if (!other) return;
    if (!isFused) await this.starters.portable('wasm');
    const [mine, its] = [
      await this.starters.measure(engine, dataset, config),
      await this.starters.measure(other, dataset, config).catch(() => Number.POSITIVE_INFINITY),
    ];
    const calibration = isFused ? { wgslMs: mine, wasmMs: its } : { wgslMs: its, wasmMs: mine };
    const figures = `${calibration.wgslMs.toFixed(0)} ms on WebGPU, ${calibration.wasmMs.toFixed(0)} ms on WebAssembly`;
    if (mine <= its) {
      other.dispose();
      return this.#become(engine, choice, calibration);
    }
    engine.dispose();
    this.#become(
      other,
      { reasonCode: 'measured', reason: `A step takes ${figures} on this log.` },
      calibration,
    );
  }
}

async function findAdapter(): Promise<Adapter | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter) return undefined;
  const { info } = adapter;
  const name = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  return { name, software: info.isFallbackAdapter || /swiftshader|llvmpipe|software/i.test(name) };
}

const MACHINE: Starters = {
  adapter: findAdapter,
  fused: (software) => startWgslEngine({ software }),
  portable: (backend) => createTfjsEngine({ backend, wasmPaths: WASM_PATHS }),
  measure: measureStep,
  // The browser keeps it; where it does not, a later start fetches it itself.
  fetchAhead: () =>
    fetch(WASM_PATHS['tfjs-backend-wasm-simd.wasm'])
      .then((response) => response.arrayBuffer())
      .catch(() => undefined),
};
