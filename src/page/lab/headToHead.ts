/** The best CSMF variant against the best baseline, objective by objective. */
import type { Objective } from '../../data/schema';
import { isBaseline, isCascade, isUpperBound, SIGNIFICANCE_LEVEL } from '../../lab/catalogue';
import type { LabRow, LabTable } from '../../worker/protocol/lab';
import { mainEstimate } from './columns';

interface Contender {
  label: string;
  value: number;
}

export interface HeadToHead {
  objective: Objective;
  cascade: Contender;
  baseline: Contender;
  /** What no ranking could beat; samples only. */
  upperBound: number | null;
  /** Null where the two were not compared, or nobody can tell. */
  isSignificant: boolean | null;
}

/** By best fusion, for that is what would be served. None where one side is missing. */
export function headToHeadsOf({ log, rows, comparisons }: LabTable): HeadToHead[] {
  return log.objectives.flatMap((objective) => {
    const figureIn = ({ measured }: LabRow): number | undefined => {
      const figure = measured?.figures.best[objective];
      return figure && mainEstimate(figure).mean;
    };
    const bestAmong = (belongs: (row: LabRow) => boolean): Contender | undefined =>
      rows
        .filter(belongs)
        .flatMap((row) => {
          const value = figureIn(row);
          return value === undefined ? [] : [{ label: row.label, value }];
        })
        .toSorted((a, b) => b.value - a.value)[0];
    const cascade = bestAmong(isCascade);
    const baseline = bestAmong(isBaseline);
    if (!cascade || !baseline) return [];
    const both = [cascade.label, baseline.label];
    const comparison = comparisons.find(
      (one) =>
        one.objective === objective &&
        one.ranking === 'best' &&
        both.includes(one.left) &&
        both.includes(one.right),
    );
    const upperBound = bestAmong(isUpperBound)?.value ?? null;
    const isSignificant = comparison ? comparison.p < SIGNIFICANCE_LEVEL : null;
    return [{ objective, cascade, baseline, upperBound, isSignificant }];
  });
}
