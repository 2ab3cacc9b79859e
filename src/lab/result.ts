/** The result of a trial: plain data that a journal stores and a table is made of. */
import type { Coded } from '../coded';
import type { Objective, PerObjective, SplitMethod } from '../data/schema';
import type { Metric } from '../evaluate/report';
import type { TestEvaluation } from './evaluateTest';
import type { Trial } from './experiment';
import type { PerRanking } from './labCatalogue';

/** The log a trial ran on. */
export interface LogFacts {
  name: string;
  fingerprint: string;
  users: number;
  items: number;
  exposures: number;
  objectives: Objective[];
  /** The figure that methods are compared on: X, the noise-free expected recall, or Recall@K. */
  figure: 'X' | 'Recall';
  k: number;
  /** Absent in records of versions that did not store it. */
  split?: SplitMethod;
}

interface Training {
  /** What trained it, 'none' where nothing is trained; absent in records of versions that did not store it. */
  engine?: string;
  backend?: string;
  /** Gradient steps. */
  steps: number;
  /** Floating-point operations of all steps (see `model/flops`); absent in records that do not have them. */
  flops?: number;
  /** Seconds of training alone. */
  seconds: number;
  /** Time of the whole trial. */
  elapsedMs: number;
}

export interface Tuned extends Training {
  phase: 'tune';
  log: LogFacts;
  /** Mean over objectives of validation Recall@K of the best fusion. */
  recall: number;
}

export interface TestResult extends Training, TestEvaluation {
  phase: 'measure';
  log: LogFacts;
  metrics: PerRanking<Partial<PerObjective<Metric>>>;
  /** Metrics of each objective's own score before a second stage reordered the top of the list. */
  before?: Partial<PerObjective<Metric>>;
  /** Weights of each objective's best fusion. */
  weights: Partial<PerObjective<PerObjective<number>>>;
  /** Largest |Δ score| over all pairs since each objective's last stage ended. */
  drift: Partial<PerObjective<number>>;
  /** Trainable scalars. */
  parameters: number;
  /** Dimensions of the served vector. */
  vectorWidth: number;
  /** Items × width × 4. */
  indexBytes: number;
  /** Median microseconds to fuse and rank for one user. */
  retrievalUs: number;
  /** Area under the front, from the origin; absent in a log without conversions. */
  hypervolume?: number;
}

export type TrialResult = Tuned | TestResult;

/** A trial that ended: with a result, which the journal has under `key`, or with the reason why there is none. */
export type TrialOutcome = { trial: Trial; alternative: number } & (
  | { kind: 'done'; result: TrialResult; key: string }
  | { kind: 'failed'; reason: Coded }
);
