/** The chosen user, the fusion weights, and what they rank. */
import type { PerObjective } from '../../data/schema';
import type { FusionWeights, UserView } from '../../worker/protocol/retrieval';

/** Fused scores of a method that fuses in its own way, which the page cannot compute. */
export interface MethodFusion {
  scores: Float32Array;
  /** Null when the previous weights ranked nothing. */
  before: Float32Array | null;
}

export interface RetrieveSlice {
  userId: string | null;
  userView: UserView | null;
  /** F of the chosen user's items by a run's own fusion, now and before the gesture; null until it came. */
  methodFusion: MethodFusion | null;
  /** Users who convert (or at least click) in the test split come first. */
  suggestedUsers: readonly string[];
  weights: FusionWeights;
  /** Weights before the latest gesture: the list's movements are relative to them. */
  weightsBefore: FusionWeights;
  fusedRecall: Partial<PerObjective<number>> | null;
}

export const EQUAL_WEIGHTS: FusionWeights = { exposure: 0.33, click: 0.33, conversion: 0.34 };

export const INITIAL_RETRIEVE: RetrieveSlice = {
  userId: null,
  userView: null,
  methodFusion: null,
  suggestedUsers: [],
  weights: EQUAL_WEIGHTS,
  weightsBefore: EQUAL_WEIGHTS,
  fusedRecall: null,
};
