/** Where CSMF does not win, derived from the figures: which baselines lead, by how much, and whether by chance. */
import type { Objective } from '../data/schema';
import { type Comparison, comparisonOf } from './comparisons';
import {
  compared,
  isBaseline,
  RANKINGS,
  type RankingName,
  SEEDS_FOR_LUCK,
  SUBJECTS,
  verdictOf,
} from './labCatalogue';
import type { LogFacts } from './result';
import type { LabRow } from './row';

/** A baseline with more than this share of CSMF's parameters is marked with its size. */
const NOTABLE_SIZE = 1.05;

/** A baseline whose mean is higher. */
export interface Leader {
  label: string;
  mean: number;
  /** Whether the paired test finds the difference significant after Holm's correction; `oneSeed` where either side has one. */
  significance: boolean | 'oneSeed';
  /** Its parameters ÷ the subject's, where that is notably more than one. */
  size?: number;
}

/** An objective and ranking on which baselines lead, the best of them first. */
export interface Shortfall {
  objective: Objective;
  ranking: RankingName;
  /** The mean of CSMF. */
  mean: number;
  leaders: Leader[];
}

/** CSMF or CSMF+ against all baselines; without shortfalls no baseline leads on any objective. */
export interface SubjectShortfalls {
  subject: string;
  shortfalls: Shortfall[];
}

interface ComparedRows {
  log: LogFacts;
  rows: readonly LabRow[];
  comparisons: readonly Comparison[];
}

/** Returns the shortfalls of CSMF and of CSMF+, as far as they were measured; none without a baseline. */
export function shortfallsOf(table: ComparedRows): SubjectShortfalls[] {
  if (!table.rows.some((row) => isBaseline(row) && row.measured)) return [];
  return table.rows
    .filter(({ label, measured }) => SUBJECTS.includes(label) && measured)
    .map((subject) => ({
      subject: subject.label,
      shortfalls: table.log.objectives.flatMap((objective) =>
        RANKINGS.flatMap((ranking) => shortfallIn(table, { subject, objective, ranking }) ?? []),
      ),
    }));
}

/** Undefined when no baseline leads. */
function shortfallIn(
  { rows, comparisons }: ComparedRows,
  { subject, objective, ranking }: { subject: LabRow; objective: Objective; ranking: RankingName },
): Shortfall | undefined {
  const meanOf = ({ measured }: LabRow): number | undefined => {
    const figure = measured?.figures[ranking][objective];
    return figure && compared(figure).mean;
  };
  const mean = meanOf(subject);
  if (mean === undefined) return undefined;
  const leaders = rows
    .filter(isBaseline)
    .flatMap((baseline): Leader[] => {
      const higher = meanOf(baseline);
      if (higher === undefined || higher <= mean) return [];
      const wanted = { left: baseline.label, right: subject.label, objective, ranking };
      const against = comparisonOf(comparisons, wanted);
      const seeds = Math.min(baseline.seeds.length, subject.seeds.length);
      const isBetter = verdictOf({ ...(against && { against }) }, seeds) === 'better';
      const significance = seeds < SEEDS_FOR_LUCK ? 'oneSeed' : isBetter;
      const size = notableSize(baseline, subject);
      return [{ label: baseline.label, mean: higher, significance, ...(size && { size }) }];
    })
    .toSorted((a, b) => b.mean - a.mean);
  return leaders.length > 0 ? { objective, ranking, mean, leaders } : undefined;
}

/** Returns how many times the subject's parameters a baseline has; undefined where it is not notably more. */
export function notableSize(baseline: LabRow, subject: LabRow): number | undefined {
  const size = (baseline.measured?.parameters ?? 0) / (subject.measured?.parameters || 1);
  return size > NOTABLE_SIZE ? size : undefined;
}
