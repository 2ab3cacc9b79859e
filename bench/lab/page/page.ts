/** The lab in a page without a page: Node says what to run, keeps the journal and hears how it goes. */
import { readCsv } from '../../../src/data/csv/readCsv';
import type { Dataset } from '../../../src/data/schema';
import { splitLog } from '../../../src/data/split';
import { createDatasetProvider } from '../../../src/lab/datasetProvider';
import { type LabRequest, parseSpec } from '../../../src/lab/experiment';
import type { Journal } from '../../../src/lab/journal';
import { type LabEvent, runExperiment } from '../../../src/lab/runner';
import { EngineSelector } from '../../../src/worker/engines/engineSelector';
import { createYielder } from '../../../src/yielding';

/** Seed of the split of a person's own log, as in the app. */
const SPLIT_SEED = 0;
const TELL_EVERY_MS = 1000;

const logs = new Map<string, Dataset>();
const datasets = createDatasetProvider((fingerprint) => logs.get(fingerprint));
const supply = new EngineSelector(
  new URLSearchParams(window.location.search).get('engine') ?? undefined,
  () => undefined,
);
const journal: Journal = {
  get: async (key) => (await window.labGet(key)) ?? undefined,
  put: (key, result) => window.labPut(key, result),
};

const labPage = {
  /** Reads the files that Node has put into the input, in their order. Rejects with what is wrong in one. */
  async readFiles(): Promise<{ name: string; fingerprint: string }[]> {
    const files = [...(document.querySelector('input')?.files ?? [])];
    return Promise.all(
      files.map(async (source) => {
        const { log } = await readCsv({ source, fileName: source.name });
        logs.set(log.fingerprint, splitLog(log, { seed: SPLIT_SEED }));
        return { name: log.name, fingerprint: log.fingerprint };
      }),
    );
  },

  /** To the end; every outcome is told, and how it goes at most once a second. */
  async run(request: LabRequest): Promise<void> {
    const yielder = createYielder();
    let lastMs = 0;
    const events = runExperiment({
      spec: parseSpec(request),
      datasets,
      engines: {
        forLog: (...log) => supply.forLog(...log),
        replace: () => supply.replace(),
      },
      journal,
    });
    for await (const event of events) {
      if (event.outcome || performance.now() - lastMs >= TELL_EVERY_MS) {
        lastMs = performance.now();
        await window.labTell(event);
      }
      if (yielder.due()) await yielder.yield();
    }
  },
};

declare global {
  interface Window {
    labPage: typeof labPage;
    labGet(key: string): Promise<Awaited<ReturnType<Journal['get']>> | null>;
    labPut: Journal['put'];
    labTell(event: LabEvent): Promise<void>;
  }
}

window.labPage = labPage;
