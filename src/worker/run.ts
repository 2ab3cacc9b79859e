/** A run as the worker keeps it: what was trained, how it went, and what it can rank with. */
import type { Config } from '../config';
import type { Dataset, PerObjective } from '../data/schema';
import { oracleScorer, popularityScorer, randomScorer } from '../evaluate/baselines';
import type { Vectors } from '../model/parameters';
import type { Trainable } from '../model/trainable';
import type { Scorer } from '../retrieve/scorer';
import type { RunSummary, RunView, StageReport, ValidationPoint } from './protocol';

export interface Run {
  summary: RunSummary;
  /** The log it was trained on. */
  dataset: { name: string; fingerprint: string };
  stages: StageReport[];
  validations: ValidationPoint[];
  /** Absent for methods that learn nothing. */
  trained?: { model: Trainable; vectors: Vectors };
  scorer: Scorer;
}

export const runView = ({ summary, dataset, stages, validations }: Run): RunView => ({
  summary,
  dataset: dataset.name,
  stages,
  validations,
});

/** Drift of an objective the log does not have, or that never ended, is 0: nothing moved. */
export const fullDrift = (drift: Partial<PerObjective<number>>): PerObjective<number> => ({
  exposure: drift.exposure ?? 0,
  click: drift.click ?? 0,
  conversion: drift.conversion ?? 0,
});

export type Baseline = 'popularity' | 'random' | 'oracle';

/** Rejects 'oracle' on a log without truth with an Error that says so. */
export function baselineScorer(method: Baseline, dataset: Dataset, seed: number): Scorer {
  if (method === 'popularity') return popularityScorer(dataset);
  return method === 'random' ? randomScorer(dataset, seed) : oracleScorer(dataset);
}

export interface BaselineRunOptions {
  id: string;
  method: Baseline;
  dataset: Dataset;
  config: Config;
}

/** A run of a method that has nothing to learn. */
export function baselineRun({ id, method, dataset, config }: BaselineRunOptions): Run {
  return {
    summary: {
      id,
      method,
      config,
      engine: 'none',
      backend: 'none',
      seconds: 0,
      steps: 0,
      parameters: 0,
      vectorWidth: 0,
      history: [],
      drift: fullDrift({}),
    },
    dataset: { name: dataset.log.name, fingerprint: dataset.log.fingerprint },
    stages: [],
    validations: [],
    scorer: baselineScorer(method, dataset, config.seed),
  };
}
