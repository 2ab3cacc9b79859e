/** What the address remembers of the run that is shown: which one, and the stage it is shown after. Pure. */
import type { InAdvance } from '../../worker/protocol/storage';
import { isTraining, type TrainSlice } from '../train/state';
import type { StorageSlice } from './state';

const IN_ADVANCE: InAdvance = 'in-advance';

/** What an address may say of the run. */
interface AddressedRun {
  /** Its id as `openRun` takes it. */
  run?: string;
  /** Index of the stage in the plan. */
  stage?: number;
}

/**
 * Returns the parameters of an address: `run`, the id under which the run is saved or `in-advance`, and `stage`, the
 * number of the stage from 1. A run that is not saved, also while it is being saved, is left out: a reload would not
 * find it.
 */
export function encodeRun(state: TrainSlice & StorageSlice): Record<string, string> {
  const run = idOf(state);
  if (run === undefined) return {};
  const { shownStage } = state;
  // While another model trains the stage is one of that training.
  return { run, ...(shownStage && !isTraining(state) && { stage: String(shownStage.stage + 1) }) };
}

/** Returns what the parameters say, without what is missing or wrong. */
export function decodeRun(parameters: URLSearchParams): AddressedRun {
  const run = parameters.get('run');
  const stage = Number(parameters.get('stage'));
  return { ...(run && { run }), ...(Number.isInteger(stage) && stage > 0 && { stage: stage - 1 }) };
}

function idOf({ run, saved }: TrainSlice & StorageSlice): string | undefined {
  if (run?.trainedInAdvance) return IN_ADVANCE;
  const id = run?.summary.savedId;
  // Before the worker answered, a run with an id was opened from what is saved.
  return saved === null || saved.runs.some((entry) => entry.id === id) ? id : undefined;
}
