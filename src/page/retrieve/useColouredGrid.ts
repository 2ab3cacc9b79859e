/** The grid of the current ρ with its colours; the same object until one of them changes. */
import { useMemo } from 'react';
import { OBJECTIVES } from '../../data/schema';
import { type ColouredGrid, colourGrid, gridOf } from './gridColours';
import { fusedRunOf } from './state';
import { hasExposureGain } from './steering';
import { usePage } from './usePage';

export function useColouredGrid(): ColouredGrid | null {
  const grids = usePage((state) => state.grids);
  const rho = usePage((state) =>
    hasExposureGain(fusedRunOf({ live: null, run: state.run })) ? state.rho : 1,
  );
  const colour = usePage((state) => state.gridColour);
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  return useMemo(() => {
    const grid = gridOf(grids, rho);
    const shown = colour !== 'smallest-share' && !objectives.includes(colour) ? 'smallest-share' : colour;
    return grid ? colourGrid(grid, grids, { colour: shown, objectives }) : null;
  }, [grids, rho, colour, objectives]);
}
