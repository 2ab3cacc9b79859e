/** The map of the current ρ with its colours; the same object until one of them changes. */
import { useMemo } from 'react';
import { OBJECTIVES } from '../../data/schema';
import { type ColouredMap, colourMap, mapOf } from './mapColours';
import { fusedRunOf } from './state';
import { hasExposureGain } from './steering';
import { usePage } from './usePage';

export function useColouredMap(): ColouredMap | null {
  const maps = usePage((state) => state.maps);
  const rho = usePage((state) =>
    hasExposureGain(fusedRunOf({ live: null, run: state.run })) ? state.rho : 1,
  );
  const colour = usePage((state) => state.mapColour);
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  return useMemo(() => {
    const map = mapOf(maps, rho);
    const shown = colour !== 'smallest-share' && !objectives.includes(colour) ? 'smallest-share' : colour;
    return map ? colourMap(map, maps, { colour: shown, objectives }) : null;
  }, [maps, rho, colour, objectives]);
}
