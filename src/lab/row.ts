/** One method on one dataset: its trials, averaged over seeds. */
import type { Coded } from '../coded';
import { OBJECTIVES, type Objective, type PerObjective } from '../data/schema';
import { engineNameOf } from '../engine/engineNames';
import { simplexGrid } from '../retrieve/weightings';
import type { Comparison } from './comparisons';
import type { FrontPoint } from './evaluateTest';
import type { MethodVariant } from './experiment';
import { type PerRanking, type RankingName, SLICES, type Slice } from './labCatalogue';
import type { TestResult, TrialOutcome } from './result';
import { averaged, type Estimate, estimate, intervalOverUsers } from './statistics';

/** One objective under one ranking. */
export interface Figure {
  /** X, samples only. */
  expected?: Estimate;
  recall: Estimate;
  ndcg: Estimate;
  /** 95 % over users and seeds, of X on samples, else of Recall@K. */
  interval: [number, number];
  /** The comparison with the reference; absent in the reference's row. */
  against?: Comparison;
}

/** A point of a front: X on samples, else Recall@K. */
export interface TradeOff {
  click: number;
  conversion: number;
  /** Fusion weights of exposure, click and conversion; absent in trials of versions that did not store them. */
  weights?: readonly number[];
}

export interface RowMeasures {
  /** Index into the grid that tuning chose; 0 is the defaults. */
  alternative: number;
  figures: PerRanking<Partial<PerObjective<Figure>>>;
  /** Metrics of each objective's own score before a second stage reordered the top of the list. */
  before?: Partial<PerObjective<Pick<Figure, 'recall' | 'ndcg'>>>;
  /** Recall@K within slices; a slice without positives is absent. */
  slices: PerRanking<Partial<PerObjective<Partial<Record<Slice, Estimate>>>>>;
  parameters: number;
  vectorWidth: number;
  indexBytes: number;
  /** Gradient steps. */
  steps: number;
  /** Floating-point operations of all steps; absent where a trial did not record them. */
  flops?: Estimate;
  /** Names of the engines that trained, in the order of seeds; `unknown` where a trial did not record it. */
  engines: string[];
  seconds: Estimate;
  retrievalUs: Estimate;
  /** Largest |Δ score| of any objective after its last stage. */
  forgetting: Estimate;
  /** Absent in a log without conversions. */
  hypervolume?: Estimate;
  /** The front of each seed. */
  fronts: TradeOff[][];
}

export interface LabRow {
  label: string;
  method: string;
  /** Seeds that were measured. */
  seeds: number[];
  /** Why trials failed, each reason once. */
  reasons: Coded[];
  /** Absent while nothing is measured. */
  measured?: RowMeasures;
}

/** Returns the result of a measuring trial; undefined of a tuning trial and of one that failed. */
export function measuredOf(outcome: TrialOutcome): TestResult | undefined {
  return outcome.kind === 'done' && outcome.result.phase === 'measure' ? outcome.result : undefined;
}

/** Averages a variant's outcomes on one dataset. `sameUsers`: every seed has the same, as on an uploaded log. */
export function labRow(
  { label, method }: MethodVariant,
  outcomes: readonly TrialOutcome[],
  sameUsers: boolean,
): LabRow {
  const measuring = outcomes.filter((outcome) => measuredOf(outcome));
  const reasons = distinct(outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? outcome.reason : [])));
  const row = { label, method, seeds: measuring.map(({ trial }) => trial.seed), reasons };
  const [first] = measuring;
  if (!first) return row;
  const results = measuring.flatMap((outcome) => measuredOf(outcome) ?? []);
  return { ...row, measured: { alternative: first.alternative, ...measuresOf(results, sameUsers) } };
}

function distinct(reasons: readonly Coded[]): Coded[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}

function measuresOf(results: readonly TestResult[], sameUsers: boolean): Omit<RowMeasures, 'alternative'> {
  const [{ log, parameters, vectorWidth, indexBytes, steps, hypervolume, before }] = results as [TestResult];
  const flops = results.flatMap((result) => result.flops ?? []);
  const over = (of: (result: TestResult) => number) => estimate(results.map(of));
  const byRanking = <T>(of: (ranking: RankingName, objective: Objective) => T | undefined) => {
    const byObjective = (ranking: RankingName): Partial<PerObjective<T>> =>
      Object.fromEntries(
        log.objectives.flatMap((name) => {
          const value = of(ranking, name);
          return value === undefined ? [] : [[name, value]];
        }),
      );
    return { own: byObjective('own'), best: byObjective('best') };
  };
  return {
    figures: byRanking((ranking, objective) => figureOver(results, { ranking, objective, sameUsers })),
    ...(before && { before: beforeOver(results) }),
    slices: byRanking((ranking, objective) => slicesOver(results, ranking, objective)),
    parameters,
    vectorWidth,
    indexBytes,
    steps,
    ...(flops.length === results.length && { flops: estimate(flops) }),
    engines: [...new Set(results.map((result) => engineNameOf(result) ?? 'unknown'))],
    seconds: over(({ seconds }) => seconds),
    retrievalUs: over(({ retrievalUs }) => retrievalUs),
    forgetting: over(({ drift }) => Math.max(0, ...Object.values(drift))),
    ...(hypervolume !== undefined && { hypervolume: over((result) => result.hypervolume ?? 0) }),
    fronts: results.map(({ front = [] }) => front.map(tradeOff)),
  };
}

const WEIGHTINGS = simplexGrid(3);

function tradeOff([click, conversion, weighting]: FrontPoint): TradeOff {
  const weights = weighting === undefined ? undefined : WEIGHTINGS[weighting];
  return { click, conversion, ...(weights && { weights }) };
}

/** Averages one figure over seeds; undefined where no seed has a test user with a positive. */
function figureOver(
  results: readonly TestResult[],
  { ranking, objective, sameUsers }: { ranking: RankingName; objective: Objective; sameUsers: boolean },
): Figure | undefined {
  const metrics = results.flatMap(({ metrics }) => metrics[ranking][objective] ?? []);
  if (metrics.length === 0) return undefined;
  const expected = metrics.flatMap((metric) => metric.expected ?? []);
  const users = results.map(({ figures }) => figures[ranking][objective] ?? []);
  return {
    ...(expected.length > 0 && { expected: estimate(expected) }),
    recall: estimate(metrics.map(({ recall }) => recall)),
    ndcg: estimate(metrics.map(({ ndcg }) => ndcg)),
    interval: intervalOverUsers(sameUsers ? averaged(users) : users.flat()),
  };
}

function beforeOver(results: readonly TestResult[]): NonNullable<RowMeasures['before']> {
  return Object.fromEntries(
    OBJECTIVES.flatMap((name) => {
      const metrics = results.flatMap(({ before }) => before?.[name] ?? []);
      if (metrics.length === 0) return [];
      const recall = estimate(metrics.map((metric) => metric.recall));
      return [[name, { recall, ndcg: estimate(metrics.map((metric) => metric.ndcg)) }]];
    }),
  );
}

function slicesOver(
  results: readonly TestResult[],
  ranking: RankingName,
  objective: Objective,
): Partial<Record<Slice, Estimate>> {
  return Object.fromEntries(
    SLICES.flatMap((slice) => {
      const recalls = results.flatMap(({ slices }) => slices[ranking][objective]?.[slice]?.recall ?? []);
      return recalls.length > 0 ? [[slice, estimate(recalls)]] : [];
    }),
  );
}
