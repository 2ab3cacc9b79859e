/** What the readout says: what trains and how far it is, or what is shown. Pure. */
import { methodEntry } from '../../methods/methodCatalogue';
import type { DataSlice } from '../data/state';
import { methodName } from '../legend/methods';
import { stageTitle } from '../legend/stages';
import { formatDuration, type Numbers, type Text } from '../messages/useText';
import { changedPaths } from '../plan/parameters';
import type { PlanSlice } from '../plan/state';
import type { ShellSlice } from '../shell/state';
import { isTraining, type TrainSlice } from './state';

type Shown = ShellSlice & DataSlice & PlanSlice & TrainSlice;

/** Returns the stage under way; when none is, the status and the method that is shown or would be trained. */
export function headline(state: Shown, text: Text): string {
  const { dataset, loading, status, isStarting, draft, plan, reports, run } = state;
  if (!dataset && !loading) return text('transport.waiting');
  // Between the last stage's end and the run the training has not ended.
  const stage = plan?.stages[reports.length] ?? plan?.stages.at(-1);
  if (isTraining(state) && stage) {
    const name = stageTitle(stage, text);
    if (status === 'running') return name;
    return text(isWithin(state) ? 'status.pausedIn' : 'status.pausedBefore', { stage: name });
  }
  if (loading) return text(`data.loading.${loading.what}`);
  if (isStarting) return text('transport.measuring');
  const shown = run && methodName(run.summary.method, text);
  if (status === 'cancelled' || status === 'failed') {
    return shown ? text(`status.${status}.shown`, { method: shown }) : text(`status.${status}`);
  }
  if (shown) return text('transport.shown', { method: shown });
  return text('transport.idle', { method: methodName(draft.method, text) });
}

/** Whether the stage under way has begun: a stage that has just ended is no part of the next. */
function isWithin({ plan, progress, reports }: Shown): boolean {
  return progress?.stage === plan?.stages[reports.length]?.id && progress?.stageStep !== 0;
}

/** Returns the position of the training under way, or the steps and time of the run that is shown. */
export function detail(state: Shown, text: Text, numbers: Numbers): string {
  const { status, progress, plan, run } = state;
  const steps = (step: number, all: number) =>
    text('transport.steps', { step: numbers.count(step), steps: numbers.count(all) });
  if (isTraining(state)) {
    if (!progress) return plan ? steps(0, plan.steps) : '';
    const { step, steps: all, loss, etaMs } = progress;
    const eta =
      etaMs !== null && status === 'running'
        ? text('transport.eta', { eta: formatDuration(text, etaMs) })
        : loss !== null && text('transport.loss', { loss: numbers.score(loss) });
    return [steps(step, all), eta].filter(Boolean).join(' · ');
  }
  if (!run) return '';
  const { summary } = run;
  if (trainsOther(state)) return text('transport.changed');
  if (run.stages.length === 0) return text('transport.untrained');
  if (run.trainedInAdvance) {
    return [text('stage.steps', { steps: summary.steps }), text('transport.inAdvance')].join(' · ');
  }
  const took = text('transport.took', { time: formatDuration(text, summary.seconds * 1000) });
  return [steps(summary.steps, summary.steps), took].join(' · ');
}

/** Whether Train would train something else than the run that is shown: another method or configuration. */
function trainsOther({ run, draft }: Pick<Shown, 'run' | 'draft'>): boolean {
  if (!run || !draft.config) return false;
  const { method, config } = run.summary;
  return (
    method !== draft.method || (config !== draft.config && changedPaths(draft.config, config).length > 0)
  );
}

/** What the primary button does, which is also its name: `transport.<action>`. */
export type TrainAction = 'starting' | 'pause' | 'play' | 'trainAgain' | 'train';

/** Returns what the primary button does. */
export function trainAction({ status, isStarting, progress }: TrainSlice): TrainAction {
  if (status === 'running') return 'pause';
  if (isStarting) return 'starting';
  if (status === 'paused') return progress !== null && progress.step > 0 ? 'play' : 'train';
  return status === 'finished' ? 'trainAgain' : 'train';
}

/** Returns which stage masks, list and recalls are of; '' while nothing is trained. */
export function shownName(state: Shown, text: Text): string {
  const { shownStage, reports, run } = state;
  const report = shownStage && reports[shownStage.stage];
  if (report) return text('strip.after', { stage: stageTitle(report, text) });
  if (isTraining(state)) return text('strip.now');
  return run && reports.length > 0 ? text('strip.end') : '';
}

/**
 * Returns which lists a run has for certain: those of the stages that end an objective, where the method freezes what
 * they trained, else that of its end. While a training goes on only what memory allowed is certain: none.
 */
export function keptLists(state: TrainSlice): 'ends' | 'end' | 'none' {
  const { run } = state;
  if (!run || isTraining(state)) return 'none';
  return methodEntry(run.summary.method)?.freezes ? 'ends' : 'end';
}

/** Returns what the shown stage lacks; while a training has no scores yet, whose the list still is; '' otherwise. */
export function shownLack(state: Shown, text: Text): string {
  const { shownStage, run, validations } = state;
  if (shownStage && !shownStage.hasList) return text(`strip.noList.${keptLists(state)}`);
  if (shownStage && !shownStage.hasMasks) return text('strip.noMasks');
  if (!shownStage && isTraining(state) && run && validations.length === 0) {
    return text('strip.listBefore');
  }
  return '';
}
