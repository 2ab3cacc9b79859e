/**
 * Selects the engine that trains, and says why. A real GPU trains on the fused engine of WebGPU unless a
 * measurement reverses that; everything else, a software adapter too, trains on WebAssembly without measuring.
 * When the device is lost it is replaced: first by a new device, then by WebAssembly.
 */
import { CodedError, codedOf } from '../../coded';
import type { Config } from '../../config';
import type { Dataset } from '../../data/schema';
import type { Engine } from '../../engine/engine';
import { ENGINE_NAMES, type EngineName, engineNamed, engineNameOf } from '../../engine/engineNames';
import { TFJS_BACKENDS } from '../../engine/tfjs/backends';
import type { EngineChoice } from '../protocol/session';
import type { Adapter } from './adapter';
import { MACHINE, type Starters } from './starters';

export interface SelectedEngine {
  engine: Engine;
  choice: EngineChoice;
}

type Reason = EngineChoice['reasonCode'];

export class EngineSelector {
  #current: Promise<SelectedEngine> | undefined;
  #adapter: Adapter | undefined;
  #measured: Promise<void> | undefined;
  #losses = 0;

  constructor(
    private readonly forced: string | undefined,
    private readonly changed: (choice: EngineChoice) => void,
    private readonly starters: Starters = MACHINE,
  ) {}

  /** Starts the engine at the first call. Rejects when the one that `?engine=` names does not start. */
  current(): Promise<SelectedEngine> {
    if (this.#current) return this.#current;
    const starting = this.#start();
    this.#current = starting;
    // A start that failed is not kept: the next call tries again.
    starting.catch(() => {
      if (this.#current === starting) this.#current = undefined;
    });
    return starting;
  }

  /**
   * Returns the engine for a log, measured where that can change it. Where the selected engine trains masked
   * towers only, a network gets a portable one, and nothing else changes.
   */
  async forLog(dataset: Dataset, config: Config, what: 'towers' | 'network' = 'towers'): Promise<Engine> {
    if (what === 'network') {
      const { engine } = await this.current();
      return engine.towersOnly ? this.#startPortable() : engine;
    }
    await this.prepare(dataset, config);
    return (await this.current()).engine;
  }

  /**
   * Measures a step of this log on both fused engines and keeps the faster: on a real GPU only, and not where
   * the address names the engine. Elsewhere it does nothing: a software adapter is slower than WebAssembly by
   * several times, so that a measurement would only load tfjs and delay the first training. Once in a session;
   * a measurement that fails changes nothing and is not kept. May be called while idle; no stage may be open.
   */
  async prepare(dataset: Dataset, config: Config): Promise<void> {
    const { engine } = await this.current();
    if (this.forced || engine.name !== 'wgsl' || this.#isSoftware) return;
    this.#measured ??= this.#measure(dataset, config).catch(() => {
      this.#measured = undefined;
    });
    await this.#measured;
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
    const choice = { ...this.#describe(engine, reason), ...(calibration && { calibration }) };
    this.#current = Promise.resolve({ engine, choice });
    this.changed(choice);
  }

  #describe(engine: Engine, reasonCode: Reason): EngineChoice {
    const { name, backend } = engine;
    const adapter = this.#adapter?.name ?? '';
    const isOnGpu = backend === 'webgpu' || backend === 'webgl';
    return {
      engine: name,
      name: engineNameOf({ engine: name, backend }) as EngineName,
      backend,
      device: isOnGpu ? (backend === 'webgpu' && adapter) || 'gpu' : 'processor',
      adapter,
      software: backend !== 'webgpu' || this.#isSoftware,
      reasonCode,
    };
  }

  async #start(): Promise<SelectedEngine> {
    this.#adapter = await this.starters.adapter();
    if (this.forced) return this.#startForced(this.forced);
    if (this.#adapter && !this.#adapter.software) {
      const engine = await this.starters.fused(false).catch(() => undefined);
      if (engine) {
        await this.starters.prefetch();
        return { engine, choice: this.#describe(engine, 'real-gpu') };
      }
    }
    return this.#startOnProcessor();
  }

  async #startForced(asked: string): Promise<SelectedEngine> {
    const name = engineNamed(asked);
    if (!name) throw new CodedError('unknown-engine', { engine: asked, known: ENGINE_NAMES.join(', ') });
    const engine = await this.#startNamed(name);
    const reason = name !== asked ? 'forced-earlier-name' : name === 'wasm' ? 'forced-wasm' : 'forced';
    return { engine, choice: { ...this.#describe(engine, reason), asked } };
  }

  #startNamed(name: EngineName): Promise<Engine> {
    if (name === 'wgsl') return this.starters.fused(this.#isSoftware);
    if (name === 'wasm') return this.starters.processor();
    return this.starters.portable(TFJS_BACKENDS.find((backend) => name === `tfjs-${backend}`)!);
  }

  async #startOnProcessor(): Promise<SelectedEngine> {
    try {
      const engine = await this.starters.processor();
      return { engine, choice: this.#describe(engine, this.#processorReason()) };
    } catch (error) {
      const reason = codedOf(error).code === 'no-simd' ? 'no-simd' : 'kernels-failed';
      const engine = await this.#startPortable();
      return { engine, choice: this.#describe(engine, engine.backend === 'wasm' ? reason : 'wasm-failed') };
    }
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

  /** Measures the engine for processors beside the current one. Rejects, and changes nothing, where either fails. */
  async #measure(dataset: Dataset, config: Config): Promise<void> {
    const { engine, choice } = await this.current();
    const processor = await this.starters.processor();
    try {
      const wgslMs = await this.starters.measure(engine, dataset, config);
      const wasmMs = await this.starters.measure(processor, dataset, config);
      const [slower, faster] = wgslMs <= wasmMs ? [processor, engine] : [engine, processor];
      slower.dispose();
      this.#become(faster, faster === engine ? choice.reasonCode : 'measured', { wgslMs, wasmMs });
    } catch (error) {
      processor.dispose();
      throw error;
    }
  }
}
