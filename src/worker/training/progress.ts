/** The progress of a training and the report of a stage, as the page shows them. */
import { deadUnits } from '../../model/deadUnits';
import type { EncodedSide, EncodedSides } from '../../model/lookups';
import { hiddenOwners } from '../../model/ownership';
import type { Model, Tower } from '../../model/tower';
import { relativeChange, type Trainable } from '../../model/trainable';
import { type Plan, planSteps, type Stage, stageSteps } from '../../train/plan';
import type { Checkpoint } from '../../train/recovery/checkpoint';
import type { TrainingEvent } from '../../train/run';
import type { Progress, StageReport } from '../protocol/training';
import { countByObjective, maskReport, pruneCurve } from './maskViews';
import { stepsDone } from './sessionCheckpoint';

/** Returns the progress at a checkpoint, or at the start of the plan. */
export function initialProgress(plan: Plan, checkpoint?: Checkpoint): Progress {
  const { index = 0, step = 0, midStage } = checkpoint ?? {};
  const stage = plan[index];
  return {
    stage: stage?.id ?? '',
    stageIndex: index,
    stageStep: midStage ? midStage.step - step : 0,
    stageSteps: stage ? stageSteps(stage) : 0,
    step: checkpoint ? stepsDone(checkpoint) : 0,
    steps: planSteps(plan),
    loss: null,
    elapsedMs: 0,
    etaMs: null,
  };
}

/** Returns the progress after an event of the trainer. */
export function progressAfter(
  progress: Progress,
  event: TrainingEvent,
  { stage, activeMs }: { stage: Stage; activeMs: number },
): Progress {
  const steps = stageSteps(stage);
  const next = {
    ...progress,
    stage: stage.id,
    stageIndex: event.index,
    stageSteps: steps,
    stageStep: event.kind === 'stage-end' ? steps : 0,
    elapsedMs: activeMs,
  };
  if (event.kind === 'rewind') return { ...next, step: event.step };
  if (event.kind !== 'step') return next;
  return {
    ...next,
    stageStep: event.stageStep,
    step: event.step,
    loss: event.losses.at(-1)?.loss ?? progress.loss,
    etaMs: (activeMs / event.step) * (progress.steps - event.step),
  };
}

export interface EndedStage
  extends Pick<Extract<TrainingEvent, { kind: 'stage-end' }>, 'outcome' | 'validation'> {
  seconds: number;
  /** Whether the plan releases weights: otherwise one owner has all of them, which says nothing. */
  hasMasks: boolean;
  /** Weights as the stage found them, in the model's order. */
  start?: readonly ArrayLike<number>[] | undefined;
}

/** Returns the report of a stage that ended. */
export function stageReport(
  stage: Stage,
  { model, sides }: { model: Trainable; sides: EncodedSides },
  { outcome, validation, seconds, start, hasMasks }: EndedStage,
): StageReport {
  const masks = hasMasks && model.kind === 'towers' ? maskReport(model) : undefined;
  return {
    id: stage.id,
    kind: stage.kind,
    objective: stage.objectives[0]!,
    seconds,
    steps: stageSteps(stage),
    ...(masks && { owned: masks.total, outputBlocks: masks.outputBlocks }),
    recall: validation.recall,
    ...(start && { moved: relativeChange(model, start) }),
    ...(model.kind === 'towers' && { deadUnits: deadUnitsOf(model, sides) }),
    ...(outcome.releases && { curves: outcome.releases.map(pruneCurve) }),
    ...(outcome.shrink && { shrink: outcome.shrink }),
    ...outcome.learning,
  };
}

/** Counts the dead units of both towers by the objective that owns them. */
function deadUnitsOf({ users, items, granularity }: Model, sides: EncodedSides) {
  const count = (tower: Tower, side: EncodedSide) => {
    const owners = hiddenOwners(tower);
    return countByObjective(deadUnits(tower, side, granularity).map((unit) => owners[unit]!));
  };
  return { user: count(users, sides.users), item: count(items, sides.items) };
}
