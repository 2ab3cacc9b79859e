/** The tables of a run file as CSV: the id of each row of the vectors, and the metrics. */
import Papa from 'papaparse';
import { OBJECTIVES, type Side } from '../../data/schema';
import type { EvaluationReport, Metric } from '../../evaluate/report';

type Value = string | number | undefined;

/** Writes the ids of the vectors' rows: row r is in line r + 2. */
export function idTable({ ids, titles }: Side): string {
  const lines = ids.map((id, row) => (titles ? [row, id, titles[row]] : [row, id]));
  return csvOf([titles ? ['row', 'id', 'title'] : ['row', 'id'], ...lines]);
}

/** Writes a line for each objective and ranking: by its own score, by its best fusion, before reranking. */
export function metricsTable({ k, split, ...report }: EvaluationReport): string {
  const rankings = { own: report, best: report.best, before: report.before };
  const lines = Object.entries(rankings).flatMap(([ranking, metrics]) =>
    OBJECTIVES.flatMap((objective) => {
      const metric: (Metric & { weights?: Record<string, number> }) | undefined = metrics?.[objective];
      if (!metric) return [];
      const { recall, recallInterval, ndcg, ndcgInterval, expected, users, weights } = metric;
      const numbers = [recall, ...recallInterval, ndcg, ...ndcgInterval, expected, users];
      return [
        [objective, ranking, split, k, ...numbers, ...OBJECTIVES.map((weighted) => weights?.[weighted])],
      ];
    }),
  );
  const intervals = ['recall', 'ndcg'].flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  const weights = OBJECTIVES.map((objective) => `weight_${objective}`);
  return csvOf([
    ['objective', 'ranking', 'split', 'k', ...intervals, 'expected', 'users', ...weights],
    ...lines,
  ]);
}

/** RFC 4180: lines end with CR LF, the last one too. */
const csvOf = (lines: readonly (readonly Value[])[]): string => `${Papa.unparse([...lines])}\r\n`;
