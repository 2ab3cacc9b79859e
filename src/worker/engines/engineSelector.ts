/**
 * Selects the engine that trains, and says why. A real GPU trains on the fused engine, a processor on
 * WebAssembly; one measurement on the first log confirms or reverses that. When the device is lost it is
 * replaced: first by a new device, then by WebAssembly.
 */
import { CodedError } from '../../coded';
import type { Config } from '../../config';
import type { Dataset } from '../../data/schema';
import type { Engine } from '../../engine/engine';
import { TFJS_BACKENDS } from '../../engine/tfjs/backends';
import type { EngineChoice } from '../protocol/session';
import { type Adapter, MACHINE, type Starters } from './starters';

export interface SelectedEngine {
  engine: Engine;
  choice: EngineChoice;
}

type Reason = EngineChoice['reasonCode'];

/** Names that `?engine=` may have. */
const FORCEABLE = ['wgsl', 'wasm', ...TFJS_BACKENDS.map((backend) => `tfjs-${backend}` as const)] as const;
/** What links of earlier versions call tfjs's backends. */
const EARLIER_NAMES: Readonly<Record<string, (typeof FORCEABLE)[number]>> = {
  webgpu: 'tfjs-webgpu',
  webgl: 'tfjs-webgl',
  cpu: 'tfjs-cpu',
};

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

  /** Starts the engine at the first call. Rejects when the one that `?engine=` names does not start. */
  current(): Promise<SelectedEngine> {
    this.#current ??= this.#start();
    return this.#current;
  }

  /**
   * Returns the engine for a log: at the first, both engines are measured and the faster one stays. Where the
   * selected engine trains masked towers only, a network gets a portable one, and nothing else changes.
   */
  async forLog(dataset: Dataset, config: Config, what: 'towers' | 'network' = 'towers'): Promise<Engine> {
    const { engine } = await this.current();
    if (what === 'network') return engine.towersOnly ? this.#startPortable() : engine;
    if (this.forced || !this.#adapter || engine.backend === 'cpu') return engine;
    this.#calibrated ??= this.#calibrate(dataset, config);
    await this.#calibrated;
    return (await this.current()).engine;
  }

  /** Replaces the engine after its device was lost: by a new device the first time, then by WebAssembly. */
  async replace(): Promise<Engine> {
    const lost = await this.current();
    lost.engine.dispose();
    this.#losses++;
    const isRepeated = this.#losses > 1;
    const engine = await (isRepeated
      ? this.#startOwnProcessor()
      : this.starters.fused(this.#isSoftware).catch(() => this.#startOwnProcessor()));
    this.#become(engine, isRepeated ? 'device-lost-again' : 'device-lost');
    return engine;
  }

  get #isSoftware(): boolean {
    return this.#adapter?.software ?? true;
  }

  #become(engine: Engine, reason: Reason, calibration?: EngineChoice['calibration']): void {
    const choice = this.#describe(engine, reason, calibration);
    this.#current = Promise.resolve({ engine, choice });
    this.changed(choice);
  }

  #describe(engine: Engine, reasonCode: Reason, calibration?: EngineChoice['calibration']): EngineChoice {
    return {
      engine: engine.name,
      backend: engine.backend,
      adapter: this.#adapter?.name ?? '',
      software: engine.backend !== 'webgpu' || this.#isSoftware,
      reasonCode,
      ...(calibration && { calibration }),
    };
  }

  async #start(): Promise<SelectedEngine> {
    this.#adapter = await this.starters.adapter();
    if (this.forced) {
      const engine = await this.#startForced(this.forced);
      return { engine, choice: this.#describe(engine, 'forced') };
    }
    if (this.#adapter && !this.#adapter.software) {
      const engine = await this.starters.fused(false).catch(() => undefined);
      if (engine) {
        await this.starters.prefetch();
        return { engine, choice: this.#describe(engine, 'real-gpu') };
      }
    }
    return this.#startOnProcessor();
  }

  async #startForced(forced: string): Promise<Engine> {
    const name = EARLIER_NAMES[forced] ?? FORCEABLE.find((known) => known === forced);
    if (!name) throw new CodedError('unknown-engine', { engine: forced, known: FORCEABLE.join(', ') });
    if (name === 'wgsl') return this.starters.fused(this.#isSoftware);
    if (name === 'wasm') return this.starters.processor();
    return this.starters.portable(TFJS_BACKENDS.find((backend) => name === `tfjs-${backend}`)!);
  }

  async #startOnProcessor(): Promise<SelectedEngine> {
    const reason = this.#processorReason();
    const engine = await this.#startOwnProcessor().catch(() => undefined);
    if (engine) return { engine, choice: this.#describe(engine, reason) };
    const plain = await this.starters.portable('cpu');
    return { engine: plain, choice: this.#describe(plain, 'wasm-failed') };
  }

  /** Starts the engine for processors, or tfjs's WebAssembly where it does not start. */
  #startOwnProcessor(): Promise<Engine> {
    return this.starters.processor().catch(() => this.starters.portable('wasm'));
  }

  #startPortable(): Promise<Engine> {
    return this.starters.portable('wasm').catch(() => this.starters.portable('cpu'));
  }

  #processorReason(): Reason {
    if (this.#adapter) return this.#adapter.software ? 'software-adapter' : 'webgpu-failed';
    return typeof navigator !== 'undefined' && 'gpu' in navigator ? 'no-adapter' : 'no-webgpu';
  }

  /** Measures the other engine beside the current one. Where it does not start, nothing changes. */
  async #calibrate(dataset: Dataset, config: Config): Promise<void> {
    const { engine, choice } = await this.current();
    const isFused = engine.name === 'wgsl';
    const alternative = await (isFused
      ? this.#startOwnProcessor()
      : this.starters.fused(this.#isSoftware)
    ).catch(() => undefined);
    if (!alternative) return;
    // Starting it again leaves tfjs on the backend that the current engine computes with.
    if (engine.name === 'tfjs') await this.starters.portable('wasm');
    const currentMs = await this.starters.measure(engine, dataset, config);
    const alternativeMs = await this.starters
      .measure(alternative, dataset, config)
      .catch(() => Number.POSITIVE_INFINITY);
    const calibration = isFused
      ? { wgslMs: currentMs, wasmMs: alternativeMs }
      : { wgslMs: alternativeMs, wasmMs: currentMs };
    if (currentMs <= alternativeMs) {
      alternative.dispose();
      return this.#become(engine, choice.reasonCode, calibration);
    }
    engine.dispose();
    this.#become(alternative, 'measured', calibration);
  }
}
