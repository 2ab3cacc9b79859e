/** What a second stage changed: the same rows before and after it. */
import type { Coded } from '../coded';
import type { LogFacts } from './result';
import type { LabRow } from './row';
import { decimal } from './writers/numbers';

/**
 * Returns a note for each method that reorders what it retrieved. The retrieved set stays as it is, so
 * beyond its depth recall cannot change.
 */
export function secondStages(rows: readonly LabRow[], { objectives, k }: LogFacts): Coded[] {
  return rows.flatMap(({ label, measured }) => {
    const { before, figures } = measured ?? {};
    if (!before || !figures) return [];
    const means = (metrics: typeof before, metric: 'recall' | 'ndcg') =>
      objectives.map((name) => (metrics[name] ? decimal(metrics[name][metric].mean) : '—')).join(' / ');
    const values = {
      method: label,
      k,
      recallBefore: means(before, 'recall'),
      recallAfter: means(figures.own, 'recall'),
      ndcgBefore: means(before, 'ndcg'),
      ndcgAfter: means(figures.own, 'ndcg'),
    };
    return [{ code: 'second-stage', values }];
  });
}
