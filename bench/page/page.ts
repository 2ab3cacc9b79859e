/** One engine under benchmark in its own page: Node opens it and starts every run. */
import type { RowSpec, RunTimes } from '../results';
import type { EngineUnderBenchmark, Trainer } from './engineUnderBenchmark';
import { installGpuCounters } from './gpuCounters';

const counts = installGpuCounters();
let engine: EngineUnderBenchmark | undefined;
/** Number of steps or tasks done. */
let done = 0;

async function engineOf(row: RowSpec): Promise<EngineUnderBenchmark> {
  if (row.group === 'slider') return (await import('./slider')).createSlider(row);
  if (row.group === 'profile') return (await import('./kernelProfile')).createProfile(row);
  if (row.group === 'evaluation') return (await import('./evaluation')).createEvaluation(row);
  if (row.name.startsWith('ours-')) return (await import('./ourTrainer')).createTrainer(row);
  if (row.name.startsWith('stock-')) return (await import('./stockTrainer')).createTrainer(row);
  return (await import('./jaxTrainer')).createTrainer(row);
}

/** Times all steps together, because they overlap on a GPU. */
async function runSteps(trainer: Trainer, count: number): Promise<RunTimes> {
  const before = { ...counts };
  const start = performance.now();
  for (let step = 0; step < count; step++) await trainer.step(done++);
  const loss = await trainer.finish();
  const elapsedMs = performance.now() - start;
  const gpuBytes = trainer.gpuBytes?.() ?? counts?.liveBytes;
  return {
    samplesMs: [elapsedMs / count],
    loss,
    ...(counts && {
      dispatches: (counts.dispatches - before.dispatches!) / count,
      bytesPerStep: (counts.createdBytes - before.createdBytes!) / count,
    }),
    ...(gpuBytes && { gpuBytes }),
    ...(trainer.operations && { operations: trainer.operations }),
  };
}

const benchPage = {
  /** Prepares the row. Rejects with the reason when it cannot run. */
  async open(row: RowSpec): Promise<{ note?: string }> {
    engine = await engineOf(row).catch((error: unknown) => {
      // WebAssembly packages throw values that are not Errors and would reach Node as “Object”.
      if (error instanceof Error) throw error;
      const { message } = error as { message?: string };
      throw new Error(message ?? String(error));
    });
    return engine.note ? { note: engine.note } : {};
  },

  /** Runs `count` steps, or `count` tasks one by one. */
  async run(count: number): Promise<RunTimes> {
    if (!engine) throw new Error('no row is open');
    if (engine.kind === 'trainer') return runSteps(engine, count);
    const samplesMs: number[] = [];
    for (let task = 0; task < count; task++) {
      const start = performance.now();
      await engine.work(done++);
      samplesMs.push(performance.now() - start);
    }
    return { samplesMs };
  },

  /** Returns the browser's name for its adapter. */
  async adapter(): Promise<{ adapter: string; software: boolean }> {
    const adapter = await navigator.gpu?.requestAdapter();
    if (!adapter) return { adapter: 'none', software: true };
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, description].filter(Boolean).join(' ');
    return { adapter: name || 'unnamed', software: isFallbackAdapter };
  },
};

declare global {
  interface Window {
    benchPage: typeof benchPage;
  }
}

window.benchPage = benchPage;
