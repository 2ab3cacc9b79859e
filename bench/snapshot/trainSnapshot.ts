/**
 * The trainings that ship with the page: CSMF on `shop`, which opens at a first visit, and sequential training
 * with the same seed, whose curve is drawn beside it. Both as the page itself trains them, by its own service.
 */
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { kernelModule } from '../../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import type { TrainedMethod } from '../../src/methods/trained';
import type { EngineChoice } from '../../src/worker/protocol/session';
import { RunList } from '../../src/worker/training/runList';
import type { SessionRun } from '../../src/worker/training/sessionRun';
import { TrainingService } from '../../src/worker/training/trainingService';

/** Seed of the sample, of its split and of both trainings: the page's own at a first visit. */
export const SNAPSHOT_SEED = 0;

const CHOICE: EngineChoice = {
  engine: 'wasm',
  name: 'wasm',
  backend: 'wasm',
  device: 'processor',
  adapter: '',
  software: true,
  reasonCode: 'forced-wasm',
};

/** Generates the log of the snapshot. */
export async function snapshotLog(): Promise<Dataset> {
  return splitLog(await generateSample('shop'), { seed: SNAPSHOT_SEED });
}

/** Trains a method at its defaults on the log, on the engine for processors. */
export async function trainSnapshot(method: TrainedMethod, dataset: Dataset): Promise<SessionRun> {
  const engine = createWasmEngine(await kernelModule());
  try {
    const { name, fingerprint } = dataset.log;
    const runs = new RunList(() => undefined);
    const training = new TrainingService({
      engines: enginesOf(engine),
      emit: () => undefined,
      data: { dataset, reference: { name, fingerprint } },
      runs,
    });
    await training.train({ method, config: { seed: SNAPSHOT_SEED } });
    return runs.current;
  } finally {
    engine.dispose();
  }
}

const enginesOf = (engine: Engine) => ({
  forLog: async () => engine,
  replace: async () => engine,
  prepare: async () => undefined,
  current: async () => ({ engine, choice: CHOICE }),
});
