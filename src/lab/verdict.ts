/** Where CSMF does not win, in plain sentences derived from the numbers. */
import type { Objective } from '../data/schema';
import { METHODS } from '../methods/catalogue';
import { type Comparison, comparisonOf, LEVEL } from './comparisons';
import { RANKINGS, type RankingName } from './judgeTest';
import { decimal, percent } from './numbers';
import type { LogFacts } from './result';
import type { Figure, LabRow } from './row';

/** Rows that the sentences are about. */
export const SUBJECTS: readonly string[] = ['csmf', 'csmf-plus'];

/** More parameters than this share of CSMF's are worth a word. */
const NOTABLE = 1.05;

/** Rivals are those not named csmf*; a ceiling that knows the truth is none. */
export function isRival({ method }: { method: string }): boolean {
  return !method.startsWith('csmf') && !METHODS.find(({ id }) => id === method)?.samplesOnly;
}

interface Judged {
  log: LogFacts;
  rows: readonly LabRow[];
  comparisons: readonly Comparison[];
}

/** For each CSMF, objective and ranking one sentence that names every rival whose mean is higher. */
export function whereCsmfDoesNotWin(judged: Judged): string[] {
  const subjects = judged.rows.filter(({ label, measured }) => SUBJECTS.includes(label) && measured);
  if (!judged.rows.some((row) => isRival(row) && row.measured)) return [];
  return subjects.flatMap((subject) => {
    const sentences = judged.log.objectives.flatMap((objective) =>
      RANKINGS.flatMap((ranking) => sentenceOf(judged, { subject, objective, ranking })),
    );
    return sentences.length > 0 ? sentences : [`No rival is ahead of ${subject.label} on any objective.`];
  });
}

interface Place {
  subject: LabRow;
  objective: Objective;
  ranking: RankingName;
}

/** Nothing when nobody is ahead. */
function sentenceOf({ log, rows, comparisons }: Judged, { subject, objective, ranking }: Place): string[] {
  const figureIn = ({ measured }: LabRow) => measured?.figures[ranking][objective];
  const mine = figureIn(subject);
  if (!mine) return [];
  const mean = meanOf(mine);
  const ahead = rows
    .filter(isRival)
    .flatMap((rival) => {
      const figure = figureIn(rival);
      return figure && meanOf(figure) > mean ? [{ rival, its: meanOf(figure) }] : [];
    })
    .toSorted((a, b) => b.its - a.its)
    .map(({ rival, its }) => {
      const wanted = { left: rival.label, right: subject.label, objective, ranking };
      return rivalAhead({ rival, subject, mean, its, comparison: comparisonOf(comparisons, wanted) });
    });
  if (ahead.length === 0) return [];
  const reached = `${subject.label} reaches ${figureName(log)} ${decimal(mean)}`;
  return [`On ${objective}, ${WORDS[ranking]}, ${reached}; ahead of it: ${ahead.join('; ')}.`];
}

const WORDS: Record<RankingName, string> = { own: 'each by its own score', best: 'each by its best fusion' };

function rivalAhead(options: {
  readonly rival: LabRow;
  readonly subject: LabRow;
  readonly mean: number;
  readonly its: number;
  readonly comparison: Comparison | undefined;
}): string {
  const { rival, subject, mean, its, comparison } = options;
  const isSignificant = comparison !== undefined && comparison.p < LEVEL && comparison.difference > 0;
  const chance = isSignificant ? 'significant' : 'not significant';
  const ratio = (rival.measured?.parameters ?? 0) / (subject.measured?.parameters || 1);
  const size = ratio > NOTABLE ? `, with ${ratio.toFixed(1)} times the parameters` : '';
  const more = mean > 0 ? `, ${percent(its / mean - 1)} more` : '';
  return `${rival.label} ${decimal(its)}${more} (${chance}${size})`;
}

/** What methods are compared on. */
const meanOf = (figure: Figure): number => (figure.expected ?? figure.recall).mean;

export const figureName = ({ figure, k }: LogFacts): string => (figure === 'X' ? 'X' : `Recall@${k}`);
