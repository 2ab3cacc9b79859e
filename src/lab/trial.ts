/** Runs one trial: trains, then evaluates on validation (tuning) or once on test (measuring). */
import type { Dataset } from '../data/schema';
import { bestFusion } from '../evaluate/bestFusion';
import { evaluate } from '../evaluate/evaluate';
import { recallOfWeightings } from '../evaluate/fusedRecall';
import { cutoff } from '../evaluate/metrics';
import type { Scorer } from '../retrieve/scorer';
import { simplexGrid } from '../retrieve/weightings';
import { evaluateTest, figureOf } from './evaluateTest';
import type { Trial } from './experiment';
import { hypervolume } from './pareto';
import type { Preparation } from './prepare';
import type { LogFacts, TestResult, TrialResult } from './result';
import { retrievalMicroseconds } from './retrievalLatency';
import { type Engines, type TrainedRanker, type TrialProgress, trainVariant } from './trainVariant';

export interface TrialOptions extends Preparation {
  trial: Trial;
  dataset: Dataset;
  engines: Engines;
  /** Ranker trained before by the same preparation on the same dataset. */
  trained?: TrainedRanker | undefined;
  /** K of Recall@K; without it the dataset's default. */
  k?: number | undefined;
  signal?: AbortSignal;
}

/** Seed of bootstrap intervals. */
const INTERVAL_SEED = 0;

/** A trial's result, and the ranker that was trained for it. */
export interface EvaluatedTrial {
  result: TrialResult;
  ranker: TrainedRanker;
}

/** Runs the trial; yields after every gradient step. Rejects with the signal's reason once aborted. */
export async function* runTrial(options: TrialOptions): AsyncGenerator<TrialProgress, EvaluatedTrial> {
  const { trial, dataset, engines, config, plan, signal } = options;
  const start = performance.now();
  const { variant } = trial;
  const shared = { dataset, engines, config, plan, variant, ...(signal && { signal }) };
  const ranker = options.trained ?? (yield* trainVariant(shared));
  const k = options.k ?? cutoff(dataset.log.items.ids.length);
  const pass = { scorer: ranker.scorer, dataset, k, ...(signal && { signal }) };
  const evaluation =
    trial.phase === 'tune'
      ? { phase: 'tune' as const, recall: await validationRecall(pass) }
      : await measure(pass, ranker);
  const { engine, backend, steps, flops, seconds } = ranker;
  const elapsedMs = performance.now() - start;
  const result = {
    ...evaluation,
    log: factsOf(dataset, k),
    engine,
    backend,
    steps,
    ...(flops !== undefined && { flops }),
    seconds,
    elapsedMs,
  };
  return { result, ranker };
}

interface Pass {
  scorer: Scorer;
  dataset: Dataset;
  k: number;
  signal?: AbortSignal;
}

/** Returns the mean over objectives of max over the grid of validation Recall@K, which tuning maximises. (ours) */
async function validationRecall(pass: Pass): Promise<number> {
  const { objectives } = pass.dataset.log;
  const grid = simplexGrid(objectives.length);
  const recalls = await recallOfWeightings({ ...pass, split: 'validation' }, grid);
  const best = objectives.flatMap((name) => {
    const values = recalls.flatMap((recall) => recall[name] ?? []);
    return values.length > 0 ? [Math.max(...values)] : [];
  });
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length);
}

type Measurement = Omit<
  TestResult,
  'log' | 'engine' | 'backend' | 'steps' | 'flops' | 'seconds' | 'elapsedMs'
>;

async function measure(pass: Pass, { drift, parameters, vectorWidth }: TrainedRanker): Promise<Measurement> {
  const { scorer, dataset, k } = pass;
  const weights = await bestFusion(pass);
  const { retriever } = scorer;
  const report = await evaluate({
    ...pass,
    split: 'test',
    seed: INTERVAL_SEED,
    bestWeights: weights,
    ...(retriever && { before: retriever }),
  });
  const evaluation = await evaluateTest({ ...pass, best: weights });
  const { exposure, click, conversion } = report;
  return {
    phase: 'measure',
    metrics: {
      own: { ...(exposure && { exposure }), ...(click && { click }), ...(conversion && { conversion }) },
      best: report.best ?? {},
    },
    ...(report.before && { before: report.before }),
    weights,
    ...evaluation,
    ...(evaluation.front && { hypervolume: hypervolume(evaluation.front) }),
    drift,
    parameters,
    vectorWidth,
    indexBytes: dataset.log.items.ids.length * vectorWidth * 4,
    retrievalUs: retrievalMicroseconds(dataset, scorer, k),
  };
}

function factsOf(dataset: Dataset, k: number): LogFacts {
  const { name, fingerprint, users, items, depth, objectives } = dataset.log;
  return {
    name,
    fingerprint,
    users: users.ids.length,
    items: items.ids.length,
    exposures: depth.length,
    objectives: [...objectives],
    figure: figureOf(dataset),
    k,
    split: dataset.splitMethod,
  };
}
