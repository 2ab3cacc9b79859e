/** The tables of a run's file as CSV: whose vector stands in which row, and how good the run is. */
import { OBJECTIVES, type Side } from '../../data/schema';
import type { EvaluationReport, Metric } from '../../evaluate/report';

type Value = string | number | undefined;

/** Row r of the vectors belongs to the id in line r + 2. */
export function idTable({ ids, titles }: Side): string {
  const lines = ids.map((id, row) => (titles ? [row, id, titles[row]] : [row, id]));
  return csvOf([titles ? ['row', 'id', 'title'] : ['row', 'id'], ...lines]);
}

/** One line for each objective and ranking: by its own score, by its best fusion, before a second stage. */
export function metricsTable({ k, split, ...report }: EvaluationReport): string {
  const rankings = { own: report, best: report.best, before: report.before };
  const lines = Object.entries(rankings).flatMap(([ranking, metrics]) =>
    OBJECTIVES.flatMap((objective) => {
      const metric: (Metric & { weights?: Record<string, number> }) | undefined = metrics?.[objective];
      if (!metric) return [];
      const { recall, recallInterval, ndcg, ndcgInterval, expected, users, weights } = metric;
      const numbers = [recall, ...recallInterval, ndcg, ...ndcgInterval, expected, users];
      return [[objective, ranking, split, k, ...numbers, ...OBJECTIVES.map((other) => weights?.[other])]];
    }),
  );
  const intervals = ['recall', 'ndcg'].flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  const weights = OBJECTIVES.map((objective) => `weight_${objective}`);
  return csvOf([
    ['objective', 'ranking', 'split', 'k', ...intervals, 'expected', 'users', ...weights],
    ...lines,
  ]);
}

const csvOf = (lines: readonly (readonly Value[])[]): string =>
  lines.map((line) => `${line.map(escaped).join(',')}\r\n`).join('');

/** RFC 4180. */
function escaped(value: Value): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
