/** What a second stage changed: the same rows before it and after it, in plain sentences. */
import { decimal } from './numbers';
import type { LogFacts } from './result';
import type { LabRow } from './row';

/** One for each method that reorders what it retrieved. A set stays as it is: beyond its depth recall cannot move. */
export function secondStages(rows: readonly LabRow[], log: LogFacts): string[] {
  return rows.flatMap(({ label, measured }) => {
    const { before, figures } = measured ?? {};
    if (!before || !figures) return [];
    const line = (of: typeof before, metric: 'recall' | 'ndcg') =>
      log.objectives.map((name) => (of[name] ? decimal(of[name][metric].mean) : '—')).join(' / ');
    const pair = (metric: 'recall' | 'ndcg') => `${line(before, metric)} became ${line(figures.own, metric)}`;
    return [
      `${label}, own scores before its second stage and after it: Recall@${log.k} ${pair('recall')}; ` +
        `NDCG@${log.k} ${pair('ndcg')}.`,
    ];
  });
}
