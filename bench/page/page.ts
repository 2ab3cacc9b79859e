/** One contestant in a page of its own: Node opens it and says when to run. */
import type { Measured, RowSpec } from '../results';
import type { EngineUnderBenchmark, Trainer } from './engineUnderBenchmark';
import { installGpuCounters } from './gpuCounters';

const counts = installGpuCounters();
let contestant: EngineUnderBenchmark | undefined;
/** Steps or tasks done so far. */
let done = 0;

async function contestantOf(row: RowSpec): Promise<EngineUnderBenchmark> {
  if (row.group === 'slider') return (await import('./slider')).createSlider(row);
  if (row.group === 'evaluation') return (await import('./evaluation')).createEvaluation(row);
  if (row.name.startsWith('ours-')) return (await import('./ourTrainer')).createTrainer(row);
  if (row.name.startsWith('stock-')) return (await import('./stockTrainer')).createTrainer(row);
  return (await import('./jaxTrainer')).createTrainer(row);
}

/** Training is timed as a whole, because its steps overlap on a GPU. */
async function runSteps(trainer: Trainer, count: number): Promise<Measured> {
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
  };
}

const benchPage = {
  /** Makes everything ready. Rejects with the reason when the row cannot run. */
  async open(row: RowSpec): Promise<{ note?: string }> {
    contestant = await contestantOf(row).catch((error: unknown) => {
      // WebAssembly packages throw what is no Error and would reach Node as “Object”.
      if (error instanceof Error) throw error;
      const { message } = error as { message?: string };
      throw new Error(message ?? String(error));
    });
    return contestant.note ? { note: contestant.note } : {};
  },

  /** So many steps, or so many tasks one by one. */
  async run(count: number): Promise<Measured> {
    if (!contestant) throw new Error('Open a row first.');
    if ('step' in contestant) return runSteps(contestant, count);
    const samplesMs: number[] = [];
    for (let task = 0; task < count; task++) {
      const start = performance.now();
      await contestant.work(done++);
      samplesMs.push(performance.now() - start);
    }
    return { samplesMs };
  },

  /** How the browser names its adapter. */
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
