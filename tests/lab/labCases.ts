/** Experiments small enough for a test: sixty users, a few gradient steps. */

import { createDatasetProvider, type DatasetProvider } from '../../src/lab/datasetProvider';
import { type LabSpec, parseSpec } from '../../src/lab/experiment';
import { createMemoryJournal } from '../../src/lab/journal';
import type { TrialOutcome } from '../../src/lab/result';
import { type LabEvent, type RunOptions, runExperiment } from '../../src/lab/runner';
import { engineOf } from '../processorEngine';

const BRIEF = {
  batchSize: 32,
  uniformNegatives: 16,
  embeddingWidth: 8,
  hiddenWidth: 12,
  outputWidth: 9,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};
export const SMALL_SHOP = { sample: 'shop', users: 60, items: 60 } as const;

export const brief = (method: string, label = method, changes = {}) => ({
  label,
  method,
  changes: { ...BRIEF, ...changes },
});

export const smallSpec = (changes: object = {}): LabSpec =>
  parseSpec({
    datasets: [SMALL_SHOP],
    methods: [brief('csmf'), brief('joint'), 'popularity'],
    seeds: [0, 1],
    tuned: false,
    ...changes,
  });

/** The same samples in every test of a file, generated once. */
export const sharedDatasets: DatasetProvider = createDatasetProvider(() => undefined);
export const engine = engineOf('towers');
const engines: RunOptions['engines'] = {
  forLog: (_dataset, _config, what) => (what === 'towers' ? engine : engineOf(what)),
};

/** Pulls an experiment to its end, or until `until` says so. */
export async function pull(
  options: Partial<RunOptions> & { spec: LabSpec },
  until: (event: LabEvent) => boolean = () => false,
): Promise<{ events: LabEvent[]; outcomes: TrialOutcome[] | undefined }> {
  const run = runExperiment({
    datasets: sharedDatasets,
    engines,
    journal: createMemoryJournal(),
    ...options,
  });
  const events: LabEvent[] = [];
  for (;;) {
    const { value, done } = await run.next();
    if (done) return { events, outcomes: value };
    events.push(value);
    if (!until(value)) continue;
    await run.return([]);
    return { events, outcomes: undefined };
  }
}
