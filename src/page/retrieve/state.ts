/** The chosen user, the fusion weights, and what they rank. */
import type { Objective } from '../../data/schema';
import type { FusionMap } from '../../retrieve/fusionMap';
import type { FusedComparison, FusionWeights, UserView } from '../../worker/protocol/retrieval';

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

/** What colours the map: the recall of an objective, or the smallest share of each objective's best. */
export type MapColour = Objective | 'smallest-share';

export interface RetrieveSlice extends Weighting {
  userId: string | null;
  userView: UserView | null;
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
  /** Outcomes of all weightings of the simplex, one map for each ρ that was computed. */
  maps: readonly FusionMap[];
  /** Share of the map in work that is done; null while none is or it is quick. */
  mapProgress: number | null;
  mapColour: MapColour;
}

export const EQUAL_WEIGHTS: FusionWeights = { exposure: 0.33, click: 0.33, conversion: 0.34 };
const BALANCED: Weighting = { weights: EQUAL_WEIGHTS, rho: 1 };

export const INITIAL_RETRIEVE: RetrieveSlice = {
  userId: null,
  userView: null,
  methodFusion: null,
  suggestedUsers: [],
  ...BALANCED,
  before: BALANCED,
  pinned: null,
  undoable: [],
  outcome: null,
  maps: [],
  mapProgress: null,
  mapColour: 'smallest-share',
};
