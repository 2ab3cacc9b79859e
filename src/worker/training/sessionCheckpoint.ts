/** What is kept of a training that runs: the trainer's checkpoint, and what the page was told up to there. */
import { lastReportedStep } from '../../train/capture';
import type { Checkpoint } from '../../train/checkpoint';
import type { ProgressSnapshot } from './progressLog';

export interface SessionCheckpoint extends ProgressSnapshot {
  trainer: Checkpoint;
  activeMs: number;
  /** When the stage began, in the same time. */
  stageStartedMs: number;
}

/** Steps done over the whole plan. */
export const stepsDone = ({ step, within }: Checkpoint): number => within?.step ?? step;

/** Where the checkpoint's stage began: for who changes how it learns, or suspects what it has come to. */
export function atStageStart(checkpoint: SessionCheckpoint): SessionCheckpoint {
  const { within: _, ...trainer } = checkpoint.trainer;
  const { history, validations, stageStartedMs } = checkpoint;
  const told = <T extends { step: number }>(points: T[]) =>
    points.filter(({ step }) => step <= lastReportedStep(trainer));
  return {
    ...checkpoint,
    trainer,
    history: told(history),
    validations: told(validations),
    activeMs: stageStartedMs,
  };
}
