/** Requests for weighting grids: the one of the current ρ first, then finer and for other ρ while nothing else is asked. */
import { EXPOSURE_SHARES, FINE_GRID_STEPS, GRID_STEPS } from '../../retrieve/weightings';
import type { WeightingGridRequest } from '../../worker/protocol/retrieval';
import { type DataSlice, hasOneObjective } from '../data/state';
import type { CommandContext } from '../store/commandContext';
import { hasList, type TrainSlice } from '../train/state';
import { fusedRunOf, type RetrieveSlice } from './state';
import { hasExposureGain } from './steering';

type Context = CommandContext<DataSlice & TrainSlice & RetrieveSlice>;

/** A weighting that changes is waited for this long before the grids are refined. */
const IDLE_MS = 1500;

/** Returns a function to call whenever the weighting or the run changed. */
export function createGridRequests({ session, store, attempt }: Context): { update(): void } {
  let underWay: WeightingGridRequest | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const request = async (wanted: WeightingGridRequest): Promise<void> => {
    underWay = wanted;
    const { run, shownStage } = store.getState();
    const grid = await session.retrieval.weightingGrid(wanted);
    if (underWay === wanted) underWay = null;
    const now = store.getState();
    if (!grid || now.run !== run) return;
    // Another stage was shown meanwhile: its grid is another.
    if (now.shownStage !== shownStage) return update();
    store.setState(({ grids }) => ({ grids: withGrid(grids, grid), gridProgress: null }));
    schedule();
  };
  const start = (wanted: WeightingGridRequest) => void attempt('run', () => request(wanted));
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const state = store.getState();
      const next =
        underWay || state.status === 'running' || !hasList(state) ? undefined : nextRefinement(state);
      if (next) start(next);
    }, IDLE_MS);
  };
  const update = (): void => {
    const state = store.getState();
    const { run, grids, rho } = state;
    if (!run || !hasList(state) || hasOneObjective(state)) return;
    const current = actsOnExposure(run) ? rho : 1;
    const isKnown = grids.some((grid) => grid.rho === current);
    if (!isKnown && underWay?.rho !== current) start({ rho: current, steps: GRID_STEPS });
    else schedule();
  };
  return { update };
}

/** The grids are of the current run, also while another model trains. */
const actsOnExposure = (run: TrainSlice['run']): boolean => hasExposureGain(fusedRunOf({ live: null, run }));

type Grids = RetrieveSlice['grids'];

/** Replaces the grid of the same ρ. */
const withGrid = (grids: Grids, grid: Grids[number]): Grids => [
  ...grids.filter(({ rho }) => rho !== grid.rho),
  grid,
];

/** Returns what is worth computing next: other ρ, where ρ acts, then a finer grid for the current one. */
export function nextRefinement({
  grids,
  rho,
  run,
}: Pick<RetrieveSlice & TrainSlice, 'grids' | 'rho' | 'run'>): WeightingGridRequest | undefined {
  const shares = actsOnExposure(run) ? EXPOSURE_SHARES : [1];
  const missing = shares.find((share) => grids.every((grid) => grid.rho !== share));
  if (missing !== undefined) return { rho: missing, steps: GRID_STEPS };
  const current = grids.find((grid) => grid.rho === (actsOnExposure(run) ? rho : 1));
  return current && current.steps < FINE_GRID_STEPS
    ? { rho: current.rho, steps: FINE_GRID_STEPS }
    : undefined;
}
