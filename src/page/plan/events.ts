/** How the worker's events change the draft and the plan. */

import { type MethodId, methodEntry } from '../../methods/methodCatalogue';
import type { DatasetView } from '../../worker/protocol/data';
import type { SessionEvent } from '../../worker/protocol/session';
import type { RunView } from '../../worker/protocol/training';
import type { DataSlice } from '../data/state';
import { type Draft, INITIAL_PLAN, type PlanSlice, type PreparedPlan } from './state';

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
  return { plan: { method, seed: config.seed, stages, steps }, draft: { method, defaults, config } };
}

/** Returns the draft that trains a run once more; a method that this version of the page does not have leaves it as it is. */
export function draftOf({ summary }: RunView, draft: Draft): Draft {
  const { method, config } = summary;
  const known = methodEntry(method);
  if (!known) return draft;
  return { method: known.id, config, defaults: known.id === draft.method ? draft.defaults : null };
}

/** Returns the plan that a run was trained by: the one on the page, or for an imported run that of its stages. */
export function planOf({ summary, stages }: RunView, plan: PreparedPlan | null): PreparedPlan {
  const { method, config, steps } = summary;
  const { seed } = config;
  if (plan?.method === method && plan.seed === seed && plan.stages.length === stages.length) return plan;
  const outlines = stages.map(({ id, kind, objective, steps, auxiliary }) => ({
    ...{ id, kind, objective, steps },
    // A stage that reports which auxiliary weight was best has tried it and none.
    ...(auxiliary !== undefined && { trials: [0, config.auxiliary] }),
  }));
  return { method, seed, stages: outlines, steps };
}
