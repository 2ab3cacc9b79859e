/** How the worker's events change the draft and the plan. */

import type { MethodId } from '../../methods/methodCatalogue';
import type { DatasetView } from '../../worker/protocol/data';
import type { SessionEvent } from '../../worker/protocol/session';
import type { RunView } from '../../worker/protocol/training';
import type { DataSlice } from '../data/state';
import { INITIAL_PLAN, type PlanSlice, type PreparedPlan } from './state';

/** Returns what changes in the plan panel's slice. Pure. */
export function planChanges(state: PlanSlice & DataSlice, event: SessionEvent): Partial<PlanSlice> {
  switch (event.type) {
    case 'dataset': {
      const method = methodFor(state, event.dataset);
      return { plan: null, draft: { method, defaults: null, config: state.draft.config } };
    }
    case 'prepared':
      return preparedChanges(state, event);
    case 'run':
      return { plan: planOf(event.run, state.plan) };
    case 'deleted':
      return INITIAL_PLAN;
    default:
      return {};
  }
}

/** The method stays, unless samples and uploaded logs differ in their default. */
function methodFor({ draft, dataset: before }: PlanSlice & DataSlice, dataset: DatasetView): MethodId {
  const isUploaded = dataset.sample === undefined;
  const wasUploaded = before !== null && before.sample === undefined;
  if (isUploaded !== wasUploaded) return isUploaded ? 'csmf-plus' : 'csmf';
  return draft.method;
}

function preparedChanges(
  { draft }: PlanSlice,
  event: Extract<SessionEvent, { type: 'prepared' }>,
): Partial<PlanSlice> {
  const { stages, steps, config } = event;
  const method = event.method as MethodId;
  const defaults = method === draft.method ? draft.defaults : null;
  return { plan: { method, stages, steps }, draft: { method, defaults, config } };
}

/** The plan that a run was trained by: the one on the page, or for an imported run that of its stages. */
function planOf({ summary, stages }: RunView, plan: PreparedPlan | null): PreparedPlan {
  if (plan?.method === summary.method && plan.stages.length === stages.length) return plan;
  const outlines = stages.map(({ id, kind, objective, steps }) => ({ id, kind, objective, steps }));
  return { method: summary.method, stages: outlines, steps: summary.steps };
}
