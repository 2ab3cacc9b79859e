/** The best CSMF variant against the best baseline, objective by objective. */
import type { Objective } from '../../data/schema';
import {
  compared,
  isBaseline,
  isCascade,
  isUpperBound,
  SEEDS_FOR_LUCK,
  SIGNIFICANCE_LEVEL,
} from '../../lab/labCatalogue';
import type { LabRow, LabTable } from '../../worker/protocol/lab';

interface MeasuredSide {
  label: string;
  value: number;
  /** Trainable weights of its towers. */
  parameters: number;
  /** Numbers in its served vector. */
  width: number;
  seeds: number;
}

export interface HeadToHead {
  objective: Objective;
  cascade: MeasuredSide;
  baseline: MeasuredSide;
  /** Upper bound of any ranking; samples only. */
  upperBound: number | null;
  /**
   * Whether the difference is significant; `oneSeed` where either side has one seed only, which says nothing
   * about luck; null where the two were not compared.
   */
  significance: boolean | 'oneSeed' | null;
  /** Whether their sizes differ, in weights or in the width of the vector. */
  isUnequal: boolean;
}

/** Compares by best fusion, because that would be served; returns none where either side is missing. */
export function headToHeadsOf({ log, rows, comparisons }: LabTable): HeadToHead[] {
  return log.objectives.flatMap((objective) => {
    const figureIn = ({ measured }: LabRow): number | undefined => {
      const figure = measured?.figures.best[objective];
      return figure && compared(figure).mean;
    };
    const bestAmong = (belongs: (row: LabRow) => boolean): MeasuredSide | undefined =>
      rows
        .filter(belongs)
        .flatMap((row) => {
          const value = figureIn(row);
          if (value === undefined || !row.measured) return [];
          const { parameters, vectorWidth } = row.measured;
          return [{ label: row.label, value, parameters, width: vectorWidth, seeds: row.seeds.length }];
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
    const hasOneSeed = Math.min(cascade.seeds, baseline.seeds) < SEEDS_FOR_LUCK;
    const isSignificant = comparison ? comparison.p < SIGNIFICANCE_LEVEL : null;
    const significance = hasOneSeed ? 'oneSeed' : isSignificant;
    const isUnequal = cascade.parameters !== baseline.parameters || cascade.width !== baseline.width;
    return [{ objective, cascade, baseline, upperBound, significance, isUnequal }];
  });
}
