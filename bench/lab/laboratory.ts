/** Headless browsers that run experiments with the page's code, side by side. */
import { availableParallelism } from 'node:os';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import type { LabRequest } from '../../src/lab/experiment';
import type { Journal } from '../../src/lab/journal';
import type { TrialOutcome } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';
import { type BenchBrowser, type BenchSite, openSite } from '../browsers';
import { partsOf, progressOf, runOnWorkers } from './parts';

export interface Machine {
  cores: number;
  browser: string;
}

export interface Laboratory {
  machine: Machine;
  /** Reads CSV files and returns their fingerprints. Rejects with the error of the first that cannot be used. */
  read(files: readonly string[], mapping?: Partial<ColumnMapping>): Promise<string[]>;
  /** Runs an experiment to its end. Rejects when the browser ends before. */
  run(request: LabRequest): Promise<TrialOutcome[]>;
  close(): Promise<void>;
}

export interface LaboratoryOptions {
  executablePath: string;
  journal: Journal;
  onEvent: (event: LabEvent) => void;
  /**
   * As in `?engine=`; WebAssembly by default: the headless browser's only adapter is software, and a measured
   * choice could differ from one run to the next.
   */
  engine?: string | undefined;
  /** Number of trainings at the same time, each in its own browser. */
  workers?: number | undefined;
}

export async function openLaboratory(options: LaboratoryOptions): Promise<Laboratory> {
  const { executablePath, workers: count = 1 } = options;
  const source = { root: new URL('./page', import.meta.url), global: 'labPage' };
  const site = await openSite(executablePath, source);
  const workers: LabWorker[] = [];
  const close = async () => {
    for (const { browser } of workers) await browser.close();
    await site.close();
  };
  try {
    for (let worker = 0; worker < count; worker++) workers.push(await openWorker(site, options));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    machine: { cores: availableParallelism(), browser: `Chromium ${workers[0]!.browser.version}` },
    async read(files, mapping) {
      if (files.length === 0) return [];
      const [fingerprints] = await Promise.all(workers.map((worker) => worker.read(files, mapping)));
      return fingerprints!;
    },
    async run(request) {
      const [first] = workers as [LabWorker];
      if (workers.length === 1) return first.run(request, options.onEvent);
      const progress = progressOf(request, workers.length);
      const ended: TrialOutcome[] = [];
      await runOnWorkers(workers, partsOf(request), async (worker, part) => {
        await worker.run(part, (event) => {
          if (event.outcome) ended.push(event.outcome);
          options.onEvent({ ...event, ...progress(ended) });
        });
      });
      // Every trial that succeeded is in the journal now: this run only collects the results.
      return first.run(request, () => undefined);
    },
    close,
  };
}

interface LabWorker {
  browser: BenchBrowser;
  read(files: readonly string[], mapping?: Partial<ColumnMapping>): Promise<string[]>;
  run(request: LabRequest, onEvent: LaboratoryOptions['onEvent']): Promise<TrialOutcome[]>;
}

async function openWorker(
  site: BenchSite,
  { journal, engine = 'wasm' }: LaboratoryOptions,
): Promise<LabWorker> {
  const browser = await site.open(`?engine=${engine}`);
  const { page } = browser;
  let onEvent: LaboratoryOptions['onEvent'] = () => undefined;
  await page.exposeFunction('labGet', journal.get);
  await page.exposeFunction('labPut', journal.put);
  await page.exposeFunction('labEmit', (event: LabEvent) => onEvent(event));
  return {
    browser,
    async read(files, mapping = {}) {
      await page.setInputFiles('input', [...files]);
      const logs = await page.evaluate((given) => window.labPage.readFiles(given), mapping);
      return logs.map(({ fingerprint }) => fingerprint);
    },
    async run(request, listener) {
      const outcomes: TrialOutcome[] = [];
      onEvent = (event) => {
        if (event.outcome) outcomes.push(event.outcome);
        listener(event);
      };
      await page.evaluate((experiment) => window.labPage.run(experiment), request);
      return outcomes;
    },
  };
}
