/** What an experiment begins with: its state, an earlier visit's outcomes, and its datasets. */
import { CodedError } from '../../coded';
import type { Dataset } from '../../data/schema';
import { createDatasetProvider, type DatasetProvider } from '../../lab/datasetProvider';
import { isUploadedLog, type LabSpec, trialsOf } from '../../lab/experiment';
import type { TrialOutcome } from '../../lab/result';
import type { LabState } from '../protocol/lab';
import { type LabStore, outcomesOf } from './labStore';

/** The state without an experiment. */
export const IDLE: LabState = {
  status: 'idle',
  spec: null,
  done: 0,
  total: 0,
  etaMs: null,
  trial: null,
  progress: null,
};

/** Returns the state and the outcomes of the experiment that an earlier visit saved. */
export async function savedState(
  store: LabStore,
): Promise<{ state: LabState; outcomes: TrialOutcome[] } | undefined> {
  const saved = await store.experiment();
  if (!saved) return undefined;
  const { spec, isFinished } = saved;
  const outcomes = await outcomesOf(store, saved);
  const status = isFinished ? 'finished' : 'interrupted';
  const counts = { done: outcomes.length, total: trialsOf(spec).length };
  return { state: { ...IDLE, status, spec, ...counts }, outcomes };
}

/**
 * Returns the datasets of an experiment. They hold the uploaded log, because the page may load another.
 * Throws CodedError when the experiment uses a log that is not loaded.
 */
export function datasetsFor({ datasets }: LabSpec, loaded: Dataset | undefined): DatasetProvider {
  for (const request of datasets) {
    if (!isUploadedLog(request) || request.fingerprint === loaded?.log.fingerprint) continue;
    throw new CodedError('lab-log-not-loaded');
  }
  return createDatasetProvider((fingerprint) =>
    loaded?.log.fingerprint === fingerprint ? loaded : undefined,
  );
}
