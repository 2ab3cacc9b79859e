/** The lab in a page without an interface: Node starts experiments, stores the journal and receives the events. */
import { readDataset } from '../../../src/data/csv/csvDataset';
import type { ColumnMapping } from '../../../src/data/csv/understand/mappingTypes';
import { checkPlausible } from '../../../src/data/report/implausibleLog';
import type { Dataset } from '../../../src/data/schema';
import { createDatasetProvider } from '../../../src/lab/datasetProvider';
import { type LabRequest, parseSpec } from '../../../src/lab/experiment';
import type { Journal } from '../../../src/lab/journal';
import { type LabEvent, runExperiment } from '../../../src/lab/runner';
import { errorMessage } from '../../../src/page/messages/withMessages';
import { EngineSelector } from '../../../src/worker/engines/engineSelector';
import { createYielder } from '../../../src/yielding';

/** Seed of the split of an uploaded log, as in the app. */
const SPLIT_SEED = 0;
const EVENT_EVERY_MS = 1000;

const logs = new Map<string, Dataset>();
const datasets = createDatasetProvider((fingerprint) => logs.get(fingerprint));
const engines = new EngineSelector(
  new URLSearchParams(window.location.search).get('engine') ?? undefined,
  () => undefined,
);
const journal: Journal = {
  get: async (key) => (await window.labGet(key)) ?? undefined,
  put: (key, result) => window.labPut(key, result),
};

const labPage = {
  /**
   * Reads the files that Node has put into the input, in their order. Rejects with the sentence of the first error, and
   * where findings on a log stop an experiment that the mapping does not acknowledge.
   */
  async readFiles(mapping: Partial<ColumnMapping>): Promise<{ name: string; fingerprint: string }[]> {
    const files = [...(document.querySelector('input')?.files ?? [])];
    try {
      return await Promise.all(files.map((file) => readFile(file, mapping)));
    } catch (error) {
      // Codes do not cross to Node, messages do.
      throw new Error(errorMessage(error));
    }
  },

  /** Runs an experiment to its end; emits every outcome, and its progress at most once a second. */
  async run(request: LabRequest): Promise<void> {
    const yielder = createYielder();
    let lastMs = 0;
    const events = runExperiment({
      spec: parseSpec(request),
      datasets,
      engines: {
        forLog: (...log) => engines.forLog(...log),
        replace: () => engines.replace(),
      },
      journal,
    });
    for await (const event of events) {
      if (event.outcome || performance.now() - lastMs >= EVENT_EVERY_MS) {
        lastMs = performance.now();
        await window.labEmit(event);
      }
      if (yielder.due()) await yielder.yield();
    }
  },
};

async function readFile(
  source: File,
  mapping: Partial<ColumnMapping>,
): Promise<{ name: string; fingerprint: string }> {
  const { dataset } = await readDataset({ source, fileName: source.name, mapping, seed: SPLIT_SEED });
  const { log } = dataset;
  checkPlausible(dataset, mapping.acknowledge ?? []);
  logs.set(log.fingerprint, dataset);
  return { name: log.name, fingerprint: log.fingerprint };
}

declare global {
  interface Window {
    labPage: typeof labPage;
    labGet(key: string): Promise<Awaited<ReturnType<Journal['get']>> | null>;
    labPut: Journal['put'];
    labEmit(event: LabEvent): Promise<void>;
  }
}

window.labPage = labPage;
