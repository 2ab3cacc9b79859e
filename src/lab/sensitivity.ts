/**
 * The paper's sensitivity study: CSMF with one hyperparameter varied at a time, everything else as it is.
 * Each value is a method variant and nothing is tuned, so that only the value differs.
 */
import type { Objective } from '../data/schema';
import type { LabRequest } from './experiment';
import {
  compared,
  type PerRanking,
  RANKINGS,
  SWEEP_VALUES,
  SWEEPS,
  type Sweep,
  type SweepValue,
} from './labCatalogue';
import type { Estimate } from './statistics';
import type { LabTable } from './table';

export const isSweep = (name: string | undefined): name is Sweep => SWEEPS.some((sweep) => sweep === name);

const labelOf = (sweep: Sweep, { series, value }: SweepValue): string =>
  sweep === 'granularity' ? `${value}` : `${series}, ${sweep} ${value}`;

/** The part of an experiment that a sweep leaves open: datasets, seeds, budget and K. */
export type SweepBase = Omit<LabRequest, 'methods' | 'reference' | 'tuned'>;

/** Returns the experiment of a sweep. */
export function sweepRequest(sweep: Sweep, base: SweepBase, method = 'csmf'): LabRequest {
  const methods = SWEEP_VALUES[sweep].map((value) => ({
    label: labelOf(sweep, value),
    method,
    changes: { ...value.changes } as Record<string, unknown>,
  }));
  return { ...base, methods, tuned: false };
}

/** A point of the plot. */
export interface SweepRow {
  dataset: string;
  series: string;
  value: number | string;
  objective: Objective;
  /** X on samples, else Recall@K. */
  figures: PerRanking<Estimate>;
}

/** Returns the measured points of a sweep, in the order of its values. */
export function sweepRows(sweep: Sweep, tables: readonly LabTable[]): SweepRow[] {
  return tables.flatMap(({ dataset, rows, log }) =>
    SWEEP_VALUES[sweep].flatMap((value) => {
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
