/** The gains with which the weighting scales the blocks of a user's vector. */
import { useMemo } from 'react';
import { OBJECTIVES } from '../../data/schema';
import { blockGains } from '../../retrieve/fuse';
import { fusedWeightList, isZero } from './steering';
import { usePage } from './usePage';
import { useFusedRun, useWeighting } from './useWeighting';

/** Returns g of each objective; all 0 where nothing is ranked, undefined for a run with a fusion of its own. */
export function useBlockGains(): readonly number[] | undefined {
  const weighting = useWeighting();
  const run = useFusedRun();
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  return useMemo(() => {
    if (run?.fusion === 'method') return undefined;
    const alphas = fusedWeightList(weighting, run, objectives);
    return isZero(alphas) ? alphas.map(() => 0) : blockGains(alphas, run?.scores);
  }, [weighting, run, objectives]);
}
