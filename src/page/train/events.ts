/** How the worker's events change the training on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import type { ValidationPoint } from '../../worker/protocol/training';
import { INITIAL_TRAIN, type TrainSlice } from './state';

/** Returns what changes in the train panel's slice. Pure. */
export function trainChanges(state: TrainSlice, event: SessionEvent): Partial<TrainSlice> {
  switch (event.type) {
    case 'dataset':
    case 'deleted':
      return INITIAL_TRAIN;
    case 'prepared':
      return { progress: null, losses: [], validations: [], reports: [] };
    case 'status': {
      const hasReason = event.code !== undefined;
      return { status: event.status, isStarting: false, statusReason: hasReason ? event : null };
    }
    case 'progress':
      return {
        progress: event.progress,
        losses: event.losses.length === 0 ? state.losses : [...state.losses, ...event.losses],
        validations: withValidations(state.validations, event.validations),
      };
    case 'rewind':
      return {
        losses: state.losses.filter(({ step }) => step <= event.step),
        validations: state.validations.filter(({ step }) => step <= event.step),
      };
    case 'stage':
      return { reports: [...state.reports, event.report] };
    case 'run':
      return runChanges(event);
    default:
      return {};
  }
}

/** A run becomes current: its own history replaces what was seen live, so that an imported run shows too. */
function runChanges({ run, runs }: Extract<SessionEvent, { type: 'run' }>): Partial<TrainSlice> {
  return { run, runs, losses: run.summary.history, validations: run.validations, reports: run.stages };
}

/** A second validation of the same step (after a checkpoint was restored) replaces the first. */
function withValidations(
  before: readonly ValidationPoint[],
  more: readonly ValidationPoint[],
): readonly ValidationPoint[] {
  const [first] = more;
  return first ? [...before.filter(({ step }) => step < first.step), ...more] : before;
}
