/** A run in the worker: what was trained, the course of its training, and its scorer. */
import { type Config, PARAMETERS, valueAt } from '../../config';
import type { Dataset, PerObjective } from '../../data/schema';
import type { UntrainedBaseline } from '../../methods/methodCatalogue';
import { UNTRAINED_BASELINES } from '../../methods/untrainedBaselines';
import type { Reranker } from '../../model/extra/reranker';
import type { Trainable } from '../../model/trainable';
import type { Vectors } from '../../model/vectors';
import type { Scorer } from '../../retrieve/scorer';
import type { RunSummary, RunView, StageReport, ValidationPoint } from '../protocol/training';
import type { StageState } from './stageStates';

export interface SessionRun {
  summary: RunSummary;
  /** The log it was trained on. */
  dataset: { name: string; fingerprint: string };
  stages: StageReport[];
  validations: ValidationPoint[];
  /** What the stages ended with, in the order of `stages`; absent where none of it is known. */
  states?: readonly StageState[];
  /** Absent for untrained baselines. */
  trained?: { model: Trainable; vectors: Vectors; rerankers?: readonly Reranker[] };
  scorer: Scorer;
  /** True for the run that ships with the page; it is not saved. */
  trainedInAdvance?: true;
  /** Id under which it is saved, if it is. */
  savedId?: string;
}

/** The summary of a run with the id under which it is saved. */
export const listedSummary = ({ summary, savedId }: SessionRun): RunSummary =>
  savedId ? { ...summary, savedId } : summary;

export function runView(run: SessionRun): RunView {
  const { dataset, stages, validations, trained, scorer, trainedInAdvance } = run;
  return {
    summary: listedSummary(run),
    dataset: dataset.name,
    fusion: scorer.fuse ? 'method' : 'linear',
    scores: trained?.vectors.scores ?? 'cumulative',
    stages,
    validations,
    ...(trainedInAdvance && { trainedInAdvance }),
  };
}

/** Returns whether two runs are one training: its log, method, every parameter, losses and seconds. Ids may differ. */
export function isSameRun(left: SessionRun, right: SessionRun): boolean {
  const [one, other] = [left.summary, right.summary];
  return (
    one.method === other.method &&
    one.seconds === other.seconds &&
    left.dataset.fingerprint === right.dataset.fingerprint &&
    PARAMETERS.every(({ path }) => valueAt(one.config, path) === valueAt(other.config, path)) &&
    JSON.stringify(one.history) === JSON.stringify(other.history)
  );
}

/** Completes the drift: 0 for an objective the log does not have, or whose stage never ended. */
export const fullDrift = (drift: Partial<PerObjective<number>>): PerObjective<number> => ({
  exposure: drift.exposure ?? 0,
  click: drift.click ?? 0,
  conversion: drift.conversion ?? 0,
});

export interface UntrainedBaselineRunOptions {
  id: string;
  method: UntrainedBaseline;
  dataset: Dataset;
  config: Config;
}

/** Builds the run of a method that needs no training. Throws when the log lacks what it needs. */
export function untrainedBaselineRun({
  id,
  method,
  dataset,
  config,
}: UntrainedBaselineRunOptions): SessionRun {
  return {
    summary: {
      id,
      method,
      config,
      engine: 'none',
      backend: 'none',
      seconds: 0,
      steps: 0,
      flops: 0,
      parameters: 0,
      vectorWidth: 0,
      history: [],
      drift: fullDrift({}),
    },
    dataset: { name: dataset.log.name, fingerprint: dataset.log.fingerprint },
    stages: [],
    validations: [],
    scorer: UNTRAINED_BASELINES[method](dataset, config.seed),
  };
}
