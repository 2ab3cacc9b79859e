/** The checkpoint of a running training: the trainer's, and what was reported up to it. */
import { lastReportedStep } from '../../train/recovery/capture';
import type { Checkpoint } from '../../train/recovery/checkpoint';
import type { ProgressSnapshot } from './progressLog';

export interface SessionCheckpoint extends ProgressSnapshot {
  trainer: Checkpoint;
  /** Owners at the end of each stage that ended; absent in records of earlier versions. */
  stageOwners?: (readonly Uint8Array[])[];
  /** Time spent training. */
  activeMs: number;
  /** When the stage began, in active time. */
  stageStartedMs: number;
}

/** Returns the steps done over the whole plan. */
export const stepsDone = ({ step, midStage }: Checkpoint): number => midStage?.step ?? step;

/** Returns the checkpoint at the start of its stage: for changed settings, or after a failure. */
export function atStageStart(checkpoint: SessionCheckpoint): SessionCheckpoint {
  const { midStage: _, ...trainer } = checkpoint.trainer;
  const { history, validations, stageStartedMs } = checkpoint;
  const reported = <T extends { step: number }>(points: T[]) =>
    points.filter(({ step }) => step <= lastReportedStep(trainer));
  return {
    ...checkpoint,
    trainer,
    history: reported(history),
    validations: reported(validations),
    activeMs: stageStartedMs,
  };
}
