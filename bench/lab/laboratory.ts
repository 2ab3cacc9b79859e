/** A headless browser that runs experiments with the page's own code. */
import { availableParallelism } from 'node:os';
import type { LabRequest } from '../../src/lab/experiment';
import type { Journal } from '../../src/lab/journal';
import type { Outcome } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';
import { openSite } from '../browsers';

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
}

export async function openLaboratory(options: LaboratoryOptions): Promise<Laboratory> {
  const { executablePath, journal, tell, engine = 'wasm' } = options;
  const source = { root: new URL('./page', import.meta.url), global: 'labPage' };
  const site = await openSite(executablePath, source);
  const browser = await site.open(`?engine=${engine}`).catch(async (error: unknown) => {
    await site.close();
    throw error;
  });
  const { page } = browser;
  let outcomes: Outcome[] = [];
  await page.exposeFunction('labGet', journal.get);
  await page.exposeFunction('labPut', journal.put);
  await page.exposeFunction('labTell', (event: LabEvent) => {
    if (event.outcome) outcomes.push(event.outcome);
    tell(event);
  });
  return {
    machine: { cores: availableParallelism(), browser: `Chromium ${browser.version}` },
    async read(files) {
      if (files.length === 0) return [];
      await page.setInputFiles('input', [...files]);
      const logs = await page.evaluate(() => window.labPage.readFiles());
      return logs.map(({ fingerprint }) => fingerprint);
    },
    async run(request) {
      outcomes = [];
      await page.evaluate((asked) => window.labPage.run(asked), request);
      return outcomes;
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
