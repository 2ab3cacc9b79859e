/** The weighting that is set, and the one that lists and recall are compared with. */
import { useMemo } from 'react';
import { type FusedRun, fusedRunOf, type Weighting } from './state';
import { usePage } from './usePage';

/** Returns weights and ρ; the same object until one of them changes. */
export function useWeighting(): Weighting {
  const weights = usePage((state) => state.weights);
  const rho = usePage((state) => state.rho);
  return useMemo(() => ({ weights, rho }), [weights, rho]);
}

/** Returns the pinned weighting, or the one before the latest gesture. */
export const useComparedWeighting = (): Weighting => usePage((state) => state.pinned ?? state.before);

/** Returns how the scores that the list shows are fused. */
export function useFusedRun(): FusedRun | null {
  const live = usePage((state) => state.live);
  const run = usePage((state) => state.run);
  return useMemo(() => fusedRunOf({ live, run }), [live, run]);
}
