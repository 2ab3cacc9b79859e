/** Requests for fusion maps: the one of the current ρ first, then finer and for other ρ while nothing else is asked. */
import { EXPOSURE_SHARES, FINE_GRID_STEPS, GRID_STEPS } from '../../retrieve/weightings';
import type { FusionMapRequest } from '../../worker/protocol/retrieval';
import type { CommandContext } from '../store/commandContext';
import type { TrainSlice } from '../train/state';
import { fusedRunOf, type RetrieveSlice } from './state';
import { hasExposureGain } from './steering';

type Context = CommandContext<TrainSlice & RetrieveSlice>;

/** A weighting that changes is waited for this long before the maps are refined. */
const IDLE_MS = 1500;

/** Returns a function to call whenever the weighting or the run changed. */
export function createMapRequests({ session, store, attempt }: Context): { update(): void } {
  let underWay: FusionMapRequest | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const request = async (wanted: FusionMapRequest): Promise<void> => {
    underWay = wanted;
    const { run } = store.getState();
    const map = await session.retrieval.fusionMap(wanted);
    if (underWay === wanted) underWay = null;
    if (!map || store.getState().run !== run) return;
    store.setState(({ maps }) => ({ maps: withMap(maps, map), mapProgress: null }));
    schedule();
  };
  const start = (wanted: FusionMapRequest) => void attempt('run', () => request(wanted));
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const state = store.getState();
      const next = underWay || state.status === 'running' ? undefined : nextRefinement(state);
      if (next) start(next);
    }, IDLE_MS);
  };
  return {
    update() {
      const { run, maps, rho } = store.getState();
      if (!run) return;
      const current = actsOnExposure(run) ? rho : 1;
      const isKnown = maps.some((map) => map.rho === current);
      if (!isKnown && underWay?.rho !== current) start({ rho: current, steps: GRID_STEPS });
      else schedule();
    },
  };
}

/** The maps are of the current run, also while another model trains. */
const actsOnExposure = (run: TrainSlice['run']): boolean => hasExposureGain(fusedRunOf({ live: null, run }));

type Maps = RetrieveSlice['maps'];

/** Replaces the map of the same ρ. */
const withMap = (maps: Maps, map: Maps[number]): Maps => [...maps.filter(({ rho }) => rho !== map.rho), map];

/** Returns what is worth computing next: other ρ, where ρ acts, then a finer grid for the current one. */
export function nextRefinement({
  maps,
  rho,
  run,
}: Pick<RetrieveSlice & TrainSlice, 'maps' | 'rho' | 'run'>): FusionMapRequest | undefined {
  const shares = actsOnExposure(run) ? EXPOSURE_SHARES : [1];
  const missing = shares.find((share) => maps.every((map) => map.rho !== share));
  if (missing !== undefined) return { rho: missing, steps: GRID_STEPS };
  const current = maps.find((map) => map.rho === (actsOnExposure(run) ? rho : 1));
  return current && current.steps < FINE_GRID_STEPS
    ? { rho: current.rho, steps: FINE_GRID_STEPS }
    : undefined;
}
