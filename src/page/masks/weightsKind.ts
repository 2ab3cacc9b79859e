/** What there is to show of a method's weights: masks, or what happened to weights that no objective owns. */
import { hasMasks } from '../../methods/methodCatalogue';
import type { StageOutline } from '../../worker/protocol/training';
import type { PlanSlice } from '../plan/state';
import { isTraining, type TrainSlice } from '../train/state';

type Shown = PlanSlice & TrainSlice;

/** Returns the stages of the training that is open, else those of the run. */
export const shownStages = (state: Shown): readonly Pick<StageOutline, 'id' | 'kind' | 'objective'>[] =>
  isTraining(state) ? (state.plan?.stages ?? []) : state.reports;

/** Returns the method of the training that is open, else that of the run. */
const shownMethod = (state: Shown): string | undefined =>
  isTraining(state) ? state.plan?.method : state.run?.summary.method;

/**
 * `masks`: objectives release weights to one another; `shared`: all objectives train the same weights; `network`:
 * not masked two-towers, or nothing trained at all. Null before there is a training or a run.
 */
export function weightsKind(state: Shown): 'masks' | 'shared' | 'network' | null {
  const method = shownMethod(state);
  if (method === undefined) return null;
  if (!hasMasks(method)) return 'network';
  const stages = shownStages(state);
  if (stages.length === 0) return null;
  return stages.some(({ kind }) => kind === 'prune') ? 'masks' : 'shared';
}
