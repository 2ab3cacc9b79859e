/** What the lab saves between visits, in IndexedDB: finished trials and their experiment. */
import { version } from '../../../package.json';
import { type Coded, CodedError } from '../../coded';
import type { LabSpec } from '../../lab/experiment';
import { createMemoryJournal, type Journal, keyPrefix } from '../../lab/journal';
import type { TrialOutcome } from '../../lab/result';
import { CURRENT, type LabDatabase, openLabDatabase } from './labDatabase';

/** An outcome without its result, which the journal has under the key. */
type EndedTrial = Pick<TrialOutcome, 'trial' | 'alternative'> &
  ({ key: string } | { reason: Coded | string });

export interface SavedExperiment {
  /** Version of the app that ran it. */
  version: string;
  spec: LabSpec;
  ended: EndedTrial[];
  isFinished: boolean;
}

export interface LabStore extends Journal {
  experiment(): Promise<SavedExperiment | undefined>;
  /** Replaces the saved experiment; undefined deletes it. */
  save(experiment: SavedExperiment | undefined): Promise<void>;
}

/**
 * Opens the store. Where IndexedDB is not available (in a private window, say) nothing outlives the page.
 * `report` is called with the reason when something saved is not used.
 */
export async function openLabStore(report: (reason: Coded) => void = () => {}): Promise<LabStore> {
  try {
    return databaseStore(await openLabDatabase(report));
  } catch (error) {
    if (error instanceof CodedError) report(error);
    return createMemoryStore();
  }
}

function databaseStore(database: LabDatabase): LabStore {
  return {
    get: (key) => database.get('trials', key),
    put: async (key, result) => void (await database.put('trials', result, key)),
    experiment: () => database.get('experiments', CURRENT),
    async save(experiment) {
      if (!experiment) return database.delete('experiments', CURRENT);
      const change = database.transaction(['experiments', 'trials'], 'readwrite');
      const trials = change.objectStore('trials');
      await Promise.all([
        change.objectStore('experiments').put(experiment, CURRENT),
        // Results of another version of the app are never used again.
        ...outside(keyPrefix(experiment.version)).map((range) => trials.delete(range)),
        change.done,
      ]);
    },
  };
}

/** Returns the ranges of all keys that do not begin with the prefix. */
const outside = (prefix: string): IDBKeyRange[] => [
  IDBKeyRange.upperBound(prefix, true),
  IDBKeyRange.lowerBound(`${prefix}\uffff`),
];

export function endedTrial({ trial, alternative, ...ended }: TrialOutcome): EndedTrial {
  return { trial, alternative, ...(ended.kind === 'failed' ? { reason: ended.reason } : { key: ended.key }) };
}

/** Earlier versions of the app saved the sentence. */
const asCoded = (reason: Coded | string): Coded =>
  typeof reason === 'string' ? { code: 'unexpected', values: { message: reason } } : reason;

/**
 * Returns the outcomes of a saved experiment, up to the first whose result was deleted; none of an unfinished
 * experiment of another version of the app, which may compute other results.
 */
export async function outcomesOf(store: LabStore, saved: SavedExperiment): Promise<TrialOutcome[]> {
  const outcomes: TrialOutcome[] = [];
  if (!saved.isFinished && saved.version !== version) return outcomes;
  for (const { trial, alternative, ...left } of saved.ended) {
    const result = 'key' in left ? await store.get(left.key) : undefined;
    if ('reason' in left) outcomes.push({ kind: 'failed', trial, alternative, reason: asCoded(left.reason) });
    else if (result) outcomes.push({ kind: 'done', trial, alternative, key: left.key, result });
    else break;
  }
  return outcomes;
}

function createMemoryStore(): LabStore {
  let saved: SavedExperiment | undefined;
  return {
    ...createMemoryJournal(),
    experiment: async () => saved,
    async save(experiment) {
      saved = experiment;
    },
  };
}
