/** Headless browsers that run experiments with the page's own code, side by side. */
import { availableParallelism } from 'node:os';
import type { LabRequest } from '../../src/lab/experiment';
import type { Journal } from '../../src/lab/journal';
import type { Outcome } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';
import { type BenchBrowser, type BenchSite, openSite } from '../browsers';
import { dealOut, progressOf, sharesOf } from './shares';

export interface Machine {
  cores: number;
  browser: string;
}

export interface Laboratory {
  machine: Machine;
  /** Fingerprints of CSV files, in their order. Rejects with the fault of the first that cannot be used. */
  read(files: readonly string[]): Promise<string[]>;
  /** To the end; tells what happens on the way. Rejects when the browser ends before. */
  run(request: LabRequest): Promise<Outcome[]>;
  close(): Promise<void>;
}

export interface LaboratoryOptions {
  executablePath: string;
  journal: Journal;
  tell: (event: LabEvent) => void;
  /**
   * As in `?engine=`; WebAssembly without it: the headless browser's only adapter is software, and a measured
   * choice could fall otherwise from one run to the next.
   */
  engine?: string | undefined;
  /** How many trainings run at the same time, each in a browser of its own. */
  workers?: number | undefined;
}

export async function openLaboratory(options: LaboratoryOptions): Promise<Laboratory> {
  const { executablePath, workers = 1 } = options;
  const source = { root: new URL('./page', import.meta.url), global: 'labPage' };
  const site = await openSite(executablePath, source);
  const places: Workplace[] = [];
  const close = async () => {
    for (const { browser } of places) await browser.close();
    await site.close();
  };
  try {
    for (let worker = 0; worker < workers; worker++) places.push(await openWorkplace(site, options));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    machine: { cores: availableParallelism(), browser: `Chromium ${places[0]!.browser.version}` },
    async read(files) {
      if (files.length === 0) return [];
      const read = await Promise.all(places.map((place) => place.read(files)));
      return read[0]!;
    },
    async run(request) {
      const [first] = places as [Workplace];
      if (places.length === 1) return first.run(request, options.tell);
      const progress = progressOf(request, places.length);
      const ended: Outcome[] = [];
      await dealOut(places, sharesOf(request), async (place, share) => {
        await place.run(share, (event) => {
          if (event.outcome) ended.push(event.outcome);
          options.tell({ ...event, ...progress(ended) });
        });
      });
      // Every trial that succeeded is in the journal now: this only brings them together.
      return first.run(request, () => undefined);
    },
    close,
  };
}

interface Workplace {
  browser: BenchBrowser;
  read(files: readonly string[]): Promise<string[]>;
  run(request: LabRequest, tell: LaboratoryOptions['tell']): Promise<Outcome[]>;
}

async function openWorkplace(
  site: BenchSite,
  { journal, engine = 'wasm' }: LaboratoryOptions,
): Promise<Workplace> {
  const browser = await site.open(`?engine=${engine}`);
  const { page } = browser;
  let hear: LaboratoryOptions['tell'] = () => undefined;
  await page.exposeFunction('labGet', journal.get);
  await page.exposeFunction('labPut', journal.put);
  await page.exposeFunction('labTell', (event: LabEvent) => hear(event));
  return {
    browser,
    async read(files) {
      await page.setInputFiles('input', [...files]);
      const logs = await page.evaluate(() => window.labPage.readFiles());
      return logs.map(({ fingerprint }) => fingerprint);
    },
    async run(request, tell) {
      const outcomes: Outcome[] = [];
      hear = (event) => {
        if (event.outcome) outcomes.push(event.outcome);
        tell(event);
      };
      await page.evaluate((asked) => window.labPage.run(asked), request);
      return outcomes;
    },
  };
}
