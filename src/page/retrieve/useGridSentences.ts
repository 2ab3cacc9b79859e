/** What the grid says in words: a weighting with its recall, and where each objective is ranked best. */
import { useCallback, useMemo } from 'react';
import { OBJECTIVES } from '../../data/schema';
import { useNumbers, useText } from '../messages/useText';
import { bestPoints, type ColouredGrid, nearestCell } from './gridColours';
import { usePage } from './usePage';

export interface GridSentences {
  /** Weights in percent with the recall of the nearest weighting of the grid. */
  at(weights: readonly number[]): string;
  summary: string;
}

export function useGridSentences(coloured: ColouredGrid | null): GridSentences {
  const text = useText();
  const numbers = useNumbers();
  const grids = usePage((state) => state.grids);
  const listed = useCallback(
    (values: readonly number[], format: (value: number) => string) =>
      values.map((value, index) => `${text(`objective.${OBJECTIVES[index]!}`)} ${format(value)}`).join(', '),
    [text],
  );
  const at = (weights: readonly number[]) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    const shares = listed(
      weights.map((weight) => weight / total),
      numbers.share,
    );
    const cell = coloured && nearestCell(coloured.cells, weights);
    if (!cell) return shares;
    const recalls = weights.map((_, index) => cell.recall[OBJECTIVES[index]!] ?? 0);
    return text('retrieve.grid.value', { shares, recalls: listed(recalls, numbers.score) });
  };
  const summary = useMemo(() => {
    if (grids.length === 0) return text('retrieve.grid.waiting');
    const best = Object.entries(bestPoints(grids)).map(([objective, { weights, rho, recall }]) =>
      text('retrieve.grid.best', {
        objective: text(`objective.${objective as (typeof OBJECTIVES)[number]}`),
        recall: numbers.score(recall),
        shares: listed(weights, numbers.share),
        rho: rho.toFixed(2),
      }),
    );
    return best.join(' ');
  }, [grids, text, numbers, listed]);
  return { at, summary };
}
