/** Runs of `sequential` that others are drawn beside, and the forgetting that is shown of both. */
import { methodEntry } from '../../methods/methodCatalogue';
import type { RunView } from '../../worker/protocol/training';
import { type DataSlice, hasOneObjective } from '../data/state';
import type { PlanSlice } from '../plan/state';
import { isTraining, type SequentialCourse, type TrainSlice } from './state';

type Shown = PlanSlice & TrainSlice;

/** Returns what is drawn of a run beside others; undefined where it is not of `sequential`. */
export function sequentialOf({ summary, validations }: RunView): SequentialCourse | undefined {
  const { method, config, steps, drift } = summary;
  return method === 'sequential' ? { seed: config.seed, steps, validations, drift } : undefined;
}

/** Returns the run of `sequential` beside what is shown: of the same seed, and never beside `sequential` itself. */
export function shownSequential({ sequential, plan }: Shown): SequentialCourse | null {
  if (!sequential || !plan || plan.method === 'sequential' || plan.stages.length === 0) return null;
  return sequential.seed === plan.seed ? sequential : null;
}

/** Whether forgetting could be shown beside a run, but no `sequential` of its seed is known. */
export function lacksSequential(state: Shown & DataSlice): boolean {
  const { plan, run } = state;
  if (hasOneObjective(state)) return false;
  if (isTraining(state) || !run || !plan || plan.stages.length === 0) return false;
  return plan.method !== 'sequential' && shownSequential(state) === null;
}

export interface ShownForgetting {
  /** Largest |Δ| of any exposure score since exposure's last stage ended. */
  value: number;
  /** A finished run is measured over everybody, as its table says; a training over a sample of users. */
  over: 'everybody' | 'sample';
  /** Whether the method freezes the weights of objectives that have ended. */
  isFrozen: boolean;
}

/** Returns the forgetting of what is shown; undefined before a second objective trains, and where nothing is trained. */
export function shownForgetting(
  state: Shown & { draft: { config: { base: string } | null } },
): ShownForgetting | undefined {
  const { plan, run, validations, draft } = state;
  if (!plan || plan.stages.length === 0) return undefined;
  // A second stage leaves its base unchanged, so the base's forgetting is shown.
  const method = plan.method === 'rerank' ? draft.config?.base : plan.method;
  const isFrozen = methodEntry(method)?.freezes === true;
  if (run && !isTraining(state)) {
    const isCascade = new Set(plan.stages.map(({ objective }) => objective)).size > 1;
    return isCascade ? { value: run.summary.drift.exposure, over: 'everybody', isFrozen } : undefined;
  }
  const sampled = validations.findLast(({ drift }) => drift.exposure !== undefined)?.drift.exposure;
  return sampled === undefined ? undefined : { value: sampled, over: 'sample', isFrozen };
}
