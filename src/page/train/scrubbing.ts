/** Where the handle over the stages is, and which stage a position shows. Pure. */
import type { PlanSlice } from '../plan/state';
import { isTraining, type TrainSlice } from './state';

type Shown = PlanSlice & TrainSlice;

/**
 * Returns the furthest position of the handle: the stage in training, whose masks are those of now, else the last
 * stage of the run; -1 where there is neither.
 */
export function lastPosition(state: Shown): number {
  const { plan, reports, run } = state;
  const count = plan?.stages.length ?? 0;
  if (isTraining(state)) return Math.min(reports.length, count - 1);
  return run ? reports.length - 1 : -1;
}

/** Returns the position of the handle. */
export const shownPosition = (state: Shown): number => state.shownStage?.stage ?? lastPosition(state);

/** Returns the stage to show at a position; null at the furthest and beyond it, where the end or the training is. */
export const stageAt = (position: number, last: number): number | null =>
  position >= last ? null : position;
