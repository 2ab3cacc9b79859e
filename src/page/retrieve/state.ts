/** The chosen user, the fusion weights, and what they rank. */
import type { Objective } from '../../data/schema';
import type { WeightingGrid } from '../../retrieve/weightingGrid';
import type {
  FusedComparison,
  FusionWeights,
  InventedUser,
  ItemMapView,
  LiveFusion,
  UserView,
} from '../../worker/protocol/retrieval';
import type { TrainSlice } from '../train/state';

/** How the scores are mixed: α of each objective, and ρ, how much of exposure's own block counts (exposureGain.ts). */
export interface Weighting {
  weights: FusionWeights;
  rho: number;
}

/** Fused scores of a method that fuses in its own way, which the page cannot compute. */
export interface MethodFusion {
  scores: Float32Array;
  /** Null when the previous weights ranked nothing. */
  before: Float32Array | null;
}

/** What colours the triangle: the recall of an objective, or the smallest share of each objective's best. */
export type GridColour = Objective | 'smallest-share';

export interface RetrieveSlice extends Weighting {
  /** Null until one is chosen, and while an invented user is shown. */
  userId: string | null;
  /** Whether the user was taken for a training to show something, not chosen; the run's first suggestion replaces them. */
  isUserGuessed: boolean;
  /** The invented user that is shown. */
  invented: InventedUser | null;
  /** How the model in training is fused, whose scores the list shows; null: the list is of the current run. */
  live: LiveFusion | null;
  userView: UserView | null;
  /** Whether this log has had a list to steer; it stays so while another run's list is on its way. */
  isSteerable: boolean;
  /** F of the chosen user's items by a run's own fusion, now and before the gesture; null until it came. */
  methodFusion: MethodFusion | null;
  /** Users on whom steering shows come first. */
  suggestedUsers: readonly string[];
  /** The weighting before the latest gesture. */
  before: Weighting;
  /** The weighting that lists and recall are compared with; null: they are compared with `before`. */
  pinned: Weighting | null;
  /** Weightings that undo returns to, the latest last. */
  undoable: readonly Weighting[];
  /** What everybody is shown under the weighting; null until it was computed. */
  outcome: FusedComparison | null;
  /** Outcomes of all weightings of the simplex, one grid for each ρ that was computed. */
  grids: readonly WeightingGrid[];
  /** Share of the grid in work that is done; null while none is or it is quick. */
  gridProgress: number | null;
  gridColour: GridColour;
  /** The run's items in two dimensions; null until somebody opened their map. */
  itemMap: ItemMapView | null;
  /** Share of that map that is done; null while none is in work. */
  itemMapShare: number | null;
}

/** What decides how scores are fused: of the model in training or of a run. */
export interface FusedRun {
  fusion: 'linear' | 'method';
  scores: LiveFusion['scores'];
  vectorWidth: number;
}

/** Returns how the scores that the list shows are fused; null without any. */
export function fusedRunOf({
  live,
  run,
}: Pick<RetrieveSlice, 'live'> & Pick<TrainSlice, 'run'>): FusedRun | null {
  if (live) return live;
  return run && { fusion: run.fusion, scores: run.scores, vectorWidth: run.summary.vectorWidth };
}

export const EQUAL_WEIGHTS: FusionWeights = { exposure: 0.33, click: 0.33, conversion: 0.34 };
const BALANCED: Weighting = { weights: EQUAL_WEIGHTS, rho: 1 };

export const INITIAL_RETRIEVE: RetrieveSlice = {
  userId: null,
  isUserGuessed: false,
  invented: null,
  live: null,
  userView: null,
  isSteerable: false,
  methodFusion: null,
  suggestedUsers: [],
  ...BALANCED,
  before: BALANCED,
  pinned: null,
  undoable: [],
  outcome: null,
  grids: [],
  gridProgress: null,
  gridColour: 'smallest-share',
  itemMap: null,
  itemMapShare: null,
};
