/** The shown user's list beside the one it is compared with; null where the page does not fuse the scores itself. */
import { useMemo } from 'react';
import { OBJECTIVES } from '../../data/schema';
import { type ListChanges, listChanges } from './listChanges';
import { fusedWeightList } from './steering';
import { usePage } from './usePage';
import { useComparedWeighting, useFusedRun, useWeighting } from './useWeighting';

export function useListChanges(length: number): ListChanges | null {
  const view = usePage((state) => state.userView);
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  const run = useFusedRun();
  const weighting = useWeighting();
  const compared = useComparedWeighting();
  return useMemo(() => {
    if (!view || run?.fusion === 'method') return null;
    const alphas = fusedWeightList(weighting, run, objectives);
    return listChanges(view, { alphas, before: fusedWeightList(compared, run, objectives) }, length);
  }, [view, run, weighting, compared, objectives, length]);
}
