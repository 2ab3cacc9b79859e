/** Where CSMF does not win, derived from the numbers: who is ahead of it, by how much, and whether by chance. */
import type { Objective } from '../data/schema';
import { isBaseline, RANKINGS, type RankingName, SIGNIFICANCE_LEVEL, SUBJECTS } from './catalogue';
import { type Comparison, comparisonOf } from './comparisons';
import { decimal, percent } from './numbers';
import type { LogFacts } from './result';
import { compared, type LabRow } from './row';

/** More parameters than this share of CSMF's are worth a word. */
const NOTABLE = 1.05;

/** A rival whose mean is higher. */
export interface Leader {
  label: string;
  mean: number;
  /** Told apart by the paired test, after Holm's correction. */
  isSignificant: boolean;
  /** Its parameters ÷ the subject's, where that is notably more than one. */
  size?: number;
}

/** Where somebody is ahead of a CSMF, the foremost first. */
export interface Shortfall {
  objective: Objective;
  ranking: RankingName;
  /** What the CSMF itself reaches. */
  mean: number;
  ahead: Leader[];
}

/** A CSMF against all rivals; no defeats: nobody is ahead of it anywhere. */
export interface DatasetShortfalls {
  subject: string;
  defeats: Shortfall[];
}

interface Judged {
  log: LogFacts;
  rows: readonly LabRow[];
  comparisons: readonly Comparison[];
}

/** One for each CSMF that was measured; none without a rival. */
export function shortfallsOf(judged: Judged): DatasetShortfalls[] {
  if (!judged.rows.some((row) => isBaseline(row) && row.measured)) return [];
  return judged.rows
    .filter(({ label, measured }) => SUBJECTS.includes(label) && measured)
    .map((subject) => ({
      subject: subject.label,
      defeats: judged.log.objectives.flatMap((objective) =>
        RANKINGS.flatMap((ranking) => defeatOf(judged, { subject, objective, ranking })),
      ),
    }));
}

interface Place {
  subject: LabRow;
  objective: Objective;
  ranking: RankingName;
}

/** Nothing when nobody is ahead. */
function defeatOf({ rows, comparisons }: Judged, { subject, objective, ranking }: Place): Shortfall[] {
  const meanIn = ({ measured }: LabRow): number | undefined => {
    const figure = measured?.figures[ranking][objective];
    return figure && compared(figure).mean;
  };
  const mine = meanIn(subject);
  if (mine === undefined) return [];
  const ahead = rows
    .filter(isBaseline)
    .flatMap((rival): Leader[] => {
      const mean = meanIn(rival);
      if (mean === undefined || mean <= mine) return [];
      const wanted = { left: rival.label, right: subject.label, objective, ranking };
      const comparison = comparisonOf(comparisons, wanted);
      const isSignificant =
        comparison !== undefined && comparison.p < SIGNIFICANCE_LEVEL && comparison.difference > 0;
      const size = notableSize(rival, subject);
      return [{ label: rival.label, mean, isSignificant, ...(size && { size }) }];
    })
    .toSorted((a, b) => b.mean - a.mean);
  return ahead.length > 0 ? [{ objective, ranking, mean: mine, ahead }] : [];
}

/** How many times the parameters a rival has, where that is worth a word. */
export function notableSize(rival: LabRow, subject: LabRow): number | undefined {
  const size = (rival.measured?.parameters ?? 0) / (subject.measured?.parameters || 1);
  return size > NOTABLE ? size : undefined;
}

/** For each CSMF, objective and ranking one sentence that names every rival ahead. */
export function sentencesOf(verdicts: readonly DatasetShortfalls[], log: LogFacts): string[] {
  return verdicts.flatMap(({ subject, defeats }) =>
    defeats.length === 0
      ? [`No rival is ahead of ${subject} on any objective.`]
      : defeats.map(({ objective, ranking, mean, ahead }) => {
          const reached = `${subject} reaches ${figureName(log)} ${decimal(mean)}`;
          const rivals = ahead.map((rival) => rivalAhead(rival, mean)).join('; ');
          return `On ${objective}, ${WORDS[ranking]}, ${reached}; ahead of it: ${rivals}.`;
        }),
  );
}

const WORDS: Record<RankingName, string> = { own: 'each by its own score', best: 'each by its best fusion' };

function rivalAhead({ label, mean, isSignificant, size }: Leader, mine: number): string {
  const more = mine > 0 ? `, ${percent(mean / mine - 1)} more` : '';
  const chance = isSignificant ? 'significant' : 'not significant';
  return `${label} ${decimal(mean)}${more} (${chance}${size ? `, with ${size.toFixed(1)} times the parameters` : ''})`;
}

export const figureName = ({ figure, k }: LogFacts): string => (figure === 'X' ? 'X' : `Recall@${k}`);
