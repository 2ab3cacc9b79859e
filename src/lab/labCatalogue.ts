/** What the lab compares and varies, as plain data: the page draws it without loading the lab. */
import type { ConfigChanges } from '../config';
import { methodEntry } from '../methods/methodCatalogue';

/** Each objective by its own score, and by its best fusion. */
export const RANKINGS = ['own', 'best'] as const;
export type RankingName = (typeof RANKINGS)[number];
export type PerRanking<T> = Record<RankingName, T>;

/** Returns what methods are compared on: X where the truth is known, else Recall@K. */
export const compared = <T>({ expected, recall }: { expected?: T; recall: T }): T => expected ?? recall;

/** Three slices of items, then three of users. */
export const SLICES = ['head', 'torso', 'tail', 'light', 'heavy', 'cold'] as const;
export type Slice = (typeof SLICES)[number];

/** Tables show floating-point operations in billions. */
export const FLOP_PER_GFLOP = 1e9;

/** A difference is significant when its p is below this after correction over all comparisons of a dataset. */
export const SIGNIFICANCE_LEVEL = 0.05;

/** Seeds below which nothing is said about luck: users of one training share its luck. */
export const SEEDS_FOR_LUCK = 2;

/** Returns the result of a comparison that both sides have `seeds` of; null where there is none or one seed only. */
export function verdictOf(
  { against }: { against?: { p: number; difference: number } },
  seeds: number,
): 'better' | 'worse' | 'unclear' | null {
  if (!against || seeds < SEEDS_FOR_LUCK) return null;
  if (against.p >= SIGNIFICANCE_LEVEL) return 'unclear';
  return against.difference > 0 ? 'better' : 'worse';
}

/** The smallest share of each stage's gradient steps that an experiment may take. */
export const MIN_BUDGET = 0.05;

/** The methods that shortfalls and summaries are about. */
export const SUBJECTS: readonly string[] = ['csmf', 'csmf-plus'];

/** Whether a method is CSMF, CSMF+ or an ablation of them. */
export const isCascade = ({ method }: { method: string }): boolean =>
  methodEntry(method)?.family === 'cascade';

/** Whether a method knows the truth of a sample: a bound to read others by, which takes part in no comparison. */
export const isUpperBound = ({ method }: { method: string }): boolean =>
  methodEntry(method)?.samplesOnly === true;

/** Whether a method is one that CSMF is compared with: neither a cascade nor the upper bound. */
export const isBaseline = (row: { method: string }): boolean => !isCascade(row) && !isUpperBound(row);

export const SWEEPS = ['tau', 'gamma', 'granularity'] as const;
export type Sweep = (typeof SWEEPS)[number];

export interface SweepValue {
  /** The line of the plot; forms of the margin and granularities have one each. */
  series: string;
  /** Position on the axis. */
  value: number | string;
  changes: ConfigChanges;
}

const TAUS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
/** Click's τ is this share of exposure's, as in the defaults. */
const CLICK_TAU = 0.75;
const GAMMAS = [0, 0.25, 0.5, 1, 2];
const MARGINS = ['conflict-aware', 'hard-push'] as const;
const GRANULARITIES = ['unit', 'weight'] as const;

const rounded = (value: number): number => Number(value.toFixed(3));

/**
 * The values of each sweep. tau: both granularities, τ of both stages moved together, and for `weight` the
 * first layer's τ with them; gamma: both forms of the margin; granularity: the two as they are.
 */
export const SWEEP_VALUES: Readonly<Record<Sweep, readonly SweepValue[]>> = {
  tau: GRANULARITIES.flatMap((granularity) =>
    TAUS.map((tau) => ({
      series: granularity,
      value: tau,
      changes: {
        granularity,
        tau: { exposure: tau, click: rounded(CLICK_TAU * tau) },
        ...(granularity === 'weight' && { weightTau: rounded(CLICK_TAU * tau) }),
      },
    })),
  ),
  gamma: MARGINS.flatMap((margin) =>
    GAMMAS.map((gamma) => ({ series: margin, value: gamma, changes: { margin, gamma } })),
  ),
  granularity: GRANULARITIES.map((granularity) => ({
    series: 'granularity',
    value: granularity,
    changes: { granularity },
  })),
};
