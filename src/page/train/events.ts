/** How the worker's events change the training on the page. */
import type { SessionEvent } from '../../worker/protocol/session';
import type { RunView, ValidationPoint } from '../../worker/protocol/training';
import { draftOf, planOf } from '../plan/events';
import type { PlanSlice } from '../plan/state';
import { sequentialOf } from './sequentialRun';
import { INITIAL_TRAIN, isTraining, type TrainSlice } from './state';

/** Returns what changes in the train panel's slice; a training that is left gives the plan back to the run. Pure. */
export function trainChanges(
  state: TrainSlice & Pick<PlanSlice, 'draft'>,
  event: SessionEvent,
): Partial<TrainSlice & Pick<PlanSlice, 'plan' | 'draft'>> {
  switch (event.type) {
    case 'dataset':
    case 'deleted':
      return INITIAL_TRAIN;
    case 'prepared':
      return { progress: null, losses: [], validations: [], reports: [], shownStage: null };
    case 'status':
      return statusChanges(state, event);
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
    case 'stage-shown': {
      const { type: _, stage, ...shown } = event;
      return { shownStage: stage === null ? null : { stage, ...shown } };
    }
    case 'run':
      return runChanges(state, event);
    default:
      return {};
  }
}

/** A training that ends without a run leaves the page to the run before: curves, stages, masks and list are of one model. */
function statusChanges(
  { run }: TrainSlice,
  event: Extract<SessionEvent, { type: 'status' }>,
): Partial<TrainSlice & Pick<PlanSlice, 'plan'>> {
  const hasReason = event.code !== undefined;
  const changes = { status: event.status, isStarting: false, statusReason: hasReason ? event : null };
  const isLeft = event.status === 'cancelled' || event.status === 'failed';
  if (!isLeft || !run) return changes;
  return { ...changes, ...courseOf(run), plan: planOf(run, null), progress: null };
}

/**
 * A run becomes current: its own history replaces what was seen live, so that an imported run shows too. One that is
 * opened brings its method and configuration; one that has just been trained leaves what was chosen meanwhile.
 */
function runChanges(
  state: TrainSlice & Pick<PlanSlice, 'draft'>,
  { run, runs }: Extract<SessionEvent, { type: 'run' }>,
): Partial<TrainSlice & Pick<PlanSlice, 'draft'>> {
  const { status, sequential, draft } = state;
  const isLeft = status === 'cancelled' || status === 'failed';
  return {
    ...courseOf(run),
    run,
    runs,
    sequential: sequentialOf(run) ?? sequential,
    ...(!isTraining(state) && { draft: draftOf(run, draft) }),
    // That another training was cancelled is not said of this run.
    ...(isLeft && { status: 'idle', statusReason: null }),
  };
}

/** Returns the course of a run, shown at its end. */
const courseOf = ({ summary, validations, stages }: RunView) => ({
  losses: summary.history,
  validations,
  reports: stages,
  shownStage: null,
});

/** A second validation of the same step (after a checkpoint was restored) replaces the first. */
function withValidations(
  before: readonly ValidationPoint[],
  more: readonly ValidationPoint[],
): readonly ValidationPoint[] {
  const [first] = more;
  return first ? [...before.filter(({ step }) => step < first.step), ...more] : before;
}
