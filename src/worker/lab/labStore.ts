/** What the lab saves between visits, in IndexedDB: finished trials and their experiment. */
import { version } from '../../../package.json';
import { type Coded, CodedError } from '../../coded';
import type { LabSpec } from '../../lab/experiment';
import { createMemoryJournal, type Journal, keyPrefix } from '../../lab/journal';
import type { TrialOutcome } from '../../lab/result';
import { CURRENT, type LabChange, type LabDatabase, openLabDatabase } from './labDatabase';

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

/** Once another tab has deleted everything, nothing is saved until the next experiment begins: it would come back. */
export interface LabStore extends Journal {
  experiment(): Promise<SavedExperiment | undefined>;
  /** Saves a new experiment in place of the one before. */
  begin(experiment: SavedExperiment): Promise<void>;
  /** Saves how far the experiment is; undefined deletes it. */
  save(experiment: SavedExperiment | undefined): Promise<void>;
}

/**
 * Opens the store. Where IndexedDB is not available (in a private window, say) nothing outlives the page.
 * `report` is called with the reason when something saved is not used.
 */
export async function openLabStore(report: (reason: Coded) => void = () => {}): Promise<LabStore> {
  try {
    return databaseStore(await openLabDatabase(report), report);
  } catch (error) {
    if (error instanceof CodedError) report(error);
    return createMemoryStore();
  }
}

function databaseStore(database: LabDatabase, report: (reason: Coded) => void): LabStore {
  /** `saved`: this tab has an experiment there; `deleted`: it had, and another tab deleted everything. */
  let state: 'none' | 'saved' | 'deleted' = 'none';
  const begun = () => database.transaction(['experiments', 'trials'], 'readwrite');
  const isDeleted = async (change: LabChange): Promise<boolean> => {
    if (state === 'saved' && (await isEmpty(change))) {
      state = 'deleted';
      report({ code: 'deleted-elsewhere' });
    }
    return state === 'deleted';
  };
  const write = async (change: LabChange, experiment: SavedExperiment) => {
    await Promise.all([...putExperiment(change, experiment), change.done]);
    state = 'saved';
  };
  return {
    get: (key) => database.get('trials', key),
    async put(key, result) {
      const change = begun();
      if (await isDeleted(change)) return;
      await Promise.all([change.objectStore('trials').put(result, key), change.done]);
    },
    async experiment() {
      const saved = await database.get('experiments', CURRENT);
      if (saved) state = 'saved';
      return saved;
    },
    begin: (experiment) => write(begun(), experiment),
    async save(experiment) {
      if (!experiment) {
        state = 'none';
        return database.delete('experiments', CURRENT);
      }
      const change = begun();
      if (!(await isDeleted(change))) await write(change, experiment);
    },
  };
}

/** Whether both stores are empty: what cancels an experiment leaves its trials. */
async function isEmpty(change: LabChange): Promise<boolean> {
  const [experiments, trials] = await Promise.all([
    change.objectStore('experiments').count(),
    change.objectStore('trials').count(),
  ]);
  return experiments + trials === 0;
}

/** Writes an experiment; results of another version of the app are never used again. */
function putExperiment(change: LabChange, experiment: SavedExperiment): Promise<unknown>[] {
  const trials = change.objectStore('trials');
  return [
    change.objectStore('experiments').put(experiment, CURRENT),
    ...outside(keyPrefix(experiment.version)).map((range) => trials.delete(range)),
  ];
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
    async begin(experiment) {
      saved = experiment;
    },
    async save(experiment) {
      saved = experiment;
    },
  };
}
