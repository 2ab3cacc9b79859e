/**
 * The paper's sensitivity study: CSMF with one hyperparameter moved at a time, everything else as it is.
 * Each value is a variant of its own and nothing is tuned, so that only the value differs.
 */
import type { ConfigChanges } from '../config';
import type { Objective } from '../data/schema';
import { type PerRanking, RANKINGS } from './evaluateTest';
import type { LabRequest } from './experiment';
import { compared } from './row';
import type { Estimate } from './statistics';
import type { LabTable } from './table';

export const SWEEPS = ['tau', 'gamma', 'granularity'] as const;
export type Sweep = (typeof SWEEPS)[number];

export const isSweep = (name: string | undefined): name is Sweep => SWEEPS.some((sweep) => sweep === name);

/** τ of both stages is moved together: exposure's as given, click's ¾ of it, as in the defaults. */
const TAUS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
const CLICK_TAU = 0.75;
const GAMMAS = [0, 0.25, 0.5, 1, 2];
const MARGINS = ['conflict-aware', 'hard-push'] as const;
const GRANULARITIES = ['unit', 'weight'] as const;

interface Value {
  /** Of the line in the plot; margins and granularities are apart. */
  series: string;
  /** On the axis. */
  value: number | string;
  changes: ConfigChanges;
}

const rounded = (value: number): number => Number(value.toFixed(3));

/**
 * tau: both granularities, for `weight` the first layer's τ moves along; gamma: both forms of the margin;
 * granularity: the two as they are.
 */
const VALUES: Readonly<Record<Sweep, readonly Value[]>> = {
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

const labelOf = (sweep: Sweep, { series, value }: Value): string =>
  sweep === 'granularity' ? `${value}` : `${series}, ${sweep} ${value}`;

/** What of an experiment a sweep leaves open: datasets, seeds, budget and K. */
export type SweepBase = Omit<LabRequest, 'methods' | 'reference' | 'tuned'>;

/** The experiment of a sweep. */
export function sweepRequest(sweep: Sweep, base: SweepBase, method = 'csmf'): LabRequest {
  const methods = VALUES[sweep].map((value) => ({
    label: labelOf(sweep, value),
    method,
    changes: { ...value.changes } as Record<string, unknown>,
  }));
  return { ...base, methods, tuned: false };
}

/** One point of the plot. */
export interface SweepRow {
  dataset: string;
  series: string;
  value: number | string;
  objective: Objective;
  /** X on samples, else Recall@K. */
  figures: PerRanking<Estimate>;
}

/** The measured points of a sweep, in the order of its values. */
export function sweepRows(sweep: Sweep, tables: readonly LabTable[]): SweepRow[] {
  return tables.flatMap(({ dataset, rows, log }) =>
    VALUES[sweep].flatMap((value) => {
      const measured = rows.find(({ label }) => label === labelOf(sweep, value))?.measured;
      return log.objectives.flatMap((objective) => {
        const [own, best] = RANKINGS.map((ranking) => measured?.figures[ranking][objective]);
        if (!own || !best) return [];
        const figures = { own: compared(own), best: compared(best) };
        return [{ dataset, series: value.series, value: value.value, objective, figures }];
      });
    }),
  );
}
