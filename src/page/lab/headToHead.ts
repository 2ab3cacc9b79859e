/** The best CSMF variant against the best baseline, objective by objective. */
import type { Objective } from '../../data/schema';
import { compared, isBaseline, isCascade, isUpperBound, SIGNIFICANCE_LEVEL } from '../../lab/labCatalogue';
import type { LabRow, LabTable } from '../../worker/protocol/lab';

interface LabelledValue {
  label: string;
  value: number;
}

export interface HeadToHead {
  objective: Objective;
  cascade: LabelledValue;
  baseline: LabelledValue;
  /** Upper bound of any ranking; samples only. */
  upperBound: number | null;
  /** Null where the two were not compared. */
  isSignificant: boolean | null;
}

/** Compares by best fusion, because that would be served; returns none where either side is missing. */
export function headToHeadsOf({ log, rows, comparisons }: LabTable): HeadToHead[] {
  return log.objectives.flatMap((objective) => {
    const figureIn = ({ measured }: LabRow): number | undefined => {
      const figure = measured?.figures.best[objective];
      return figure && compared(figure).mean;
    };
    const bestAmong = (belongs: (row: LabRow) => boolean): LabelledValue | undefined =>
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
      (candidate) =>
        candidate.objective === objective &&
        candidate.ranking === 'best' &&
        both.includes(candidate.left) &&
        both.includes(candidate.right),
    );
    const upperBound = bestAmong(isUpperBound)?.value ?? null;
    const isSignificant = comparison ? comparison.p < SIGNIFICANCE_LEVEL : null;
    return [{ objective, cascade, baseline, upperBound, isSignificant }];
  });
}
