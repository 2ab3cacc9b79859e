/** The shown user's top items under the current weighting, for whoever only needs which they are. */
import { useMemo, useRef } from 'react';
import { OBJECTIVES } from '../../../data/schema';
import { fusedWeightList } from '../steering';
import { usePage } from '../usePage';
import { createRanker, rankFused } from '../userRanking';
import { useFusedRun, useWeighting } from '../useWeighting';

const NONE: readonly number[] = [];

/** Returns the items, best first; with all weights at 0, or until the worker has fused, the previous ones. */
export function useTopItems(length: number): readonly number[] {
  const view = usePage((state) => state.userView);
  const objectives = usePage((state) => state.dataset?.summary.objectives.length ?? OBJECTIVES.length);
  const methodFusion = usePage((state) => state.methodFusion);
  const run = useFusedRun();
  const weighting = useWeighting();
  const ranker = useMemo(() => (view ? createRanker(view) : null), [view]);
  const last = useRef<{ view: unknown; items: readonly number[] }>({ view: null, items: NONE });
  return useMemo(() => {
    const alphas = fusedWeightList(weighting, run, objectives);
    const isMixed = run?.fusion === 'method';
    const mixed = view && methodFusion ? rankFused(view, methodFusion, length) : null;
    const rows = isMixed ? mixed : ranker?.(alphas, alphas, length);
    const previous = last.current.view === view ? last.current.items : NONE;
    const items = rows?.map(({ item }) => item) ?? previous;
    last.current = { view, items };
    return items;
  }, [ranker, weighting, run, objectives, length, view, methodFusion]);
}
