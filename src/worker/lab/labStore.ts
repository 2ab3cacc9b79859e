/** What the lab keeps between visits, in IndexedDB: finished trials, and the experiment they belong to. */
import { openDB } from 'idb';
import { version } from '../../../package.json';
import type { LabSpec } from '../../lab/experiment';
import { createMemoryJournal, type Journal, keyPrefix } from '../../lab/journal';
import type { Outcome, TrialResult } from '../../lab/result';

/** An outcome without its result, which the journal has under the key. */
type EndedTrial = Pick<Outcome, 'trial' | 'alternative'> & ({ key: string } | { reason: string });

interface KeptExperiment {
  /** Of the app that ran it. */
  version: string;
  spec: LabSpec;
  ended: EndedTrial[];
  isFinished: boolean;
}

export interface LabStore extends Journal {
  experiment(): Promise<KeptExperiment | undefined>;
  /** Replaces the one before; undefined forgets it. */
  keep(experiment: KeptExperiment | undefined): Promise<void>;
}

const DATABASE = 'csmf-lab';
/** The only key of `experiments`: the page has one experiment at a time. */
const CURRENT = 'current';

/** Where IndexedDB is not to be had (a private window, say) nothing outlives the page. */
export async function openLabStore(): Promise<LabStore> {
  return openDatabase().catch(createMemoryStore);
}

async function openDatabase(): Promise<LabStore> {
  const database = await openDB<{
    trials: { key: string; value: TrialResult };
    experiments: { key: string; value: KeptExperiment };
  }>(DATABASE, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('trials');
      fresh.createObjectStore('experiments');
    },
  });
  return {
    get: (key) => database.get('trials', key),
    put: async (key, result) => void (await database.put('trials', result, key)),
    experiment: () => database.get('experiments', CURRENT),
    async keep(experiment) {
      if (!experiment) return database.delete('experiments', CURRENT);
      const kept = database.transaction(['experiments', 'trials'], 'readwrite');
      const trials = kept.objectStore('trials');
      await Promise.all([
        kept.objectStore('experiments').put(experiment, CURRENT),
        // What another version of the app computed is never asked for again.
        ...outside(keyPrefix(experiment.version)).map((range) => trials.delete(range)),
        kept.done,
      ]);
    },
  };
}

/** All keys that do not begin with the prefix. */
const outside = (prefix: string): IDBKeyRange[] => [
  IDBKeyRange.upperBound(prefix, true),
  IDBKeyRange.lowerBound(`${prefix}\uffff`),
];

export function endedTrial({ trial, alternative, ...left }: Outcome): EndedTrial {
  return { trial, alternative, ...('reason' in left ? { reason: left.reason } : { key: left.key }) };
}

/**
 * The outcomes of a kept experiment, up to the first whose result is gone. Another version of the app may
 * compute otherwise: what that left unfinished has none and begins anew.
 */
export async function outcomesOf(store: LabStore, kept: KeptExperiment): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  if (!kept.isFinished && kept.version !== version) return outcomes;
  for (const { trial, alternative, ...left } of kept.ended) {
    const result = 'key' in left ? await store.get(left.key) : undefined;
    if ('reason' in left) outcomes.push({ trial, alternative, reason: left.reason });
    else if (result) outcomes.push({ trial, alternative, key: left.key, result });
    else break;
  }
  return outcomes;
}

function createMemoryStore(): LabStore {
  let kept: KeptExperiment | undefined;
  return {
    ...createMemoryJournal(),
    experiment: async () => kept,
    async keep(experiment) {
      kept = experiment;
    },
  };
}
