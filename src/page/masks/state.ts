/** The masks of the training under way, or of the current run, at the stage that is shown. */

import type { Coded } from '../../coded';
import type { Objective } from '../../data/schema';
import type {
  LayerDetail,
  LayerName,
  MaskPicture,
  MaskReport,
  PruningPreview,
} from '../../worker/protocol/training';

/** A pruning with another τ that is being tried. */
export interface TriedTau {
  objective: Objective;
  tau: number;
  /** The latest answer; its τ may lag behind. */
  preview: PruningPreview | null;
  /** Why there is no answer: code of `error.<code>`. */
  refusal: Coded | null;
}

export interface MasksSlice {
  masks: { report: MaskReport; pictures: readonly MaskPicture[] } | null;
  /** Details of the layers that were explored since the masks came, by `layerKey`. */
  layerDetails: Readonly<Record<string, LayerDetail>>;
  /** The objective whose block is pointed at, in the vector, a mask or the list. */
  highlight: Objective | null;
  triedTau: TriedTau | null;
}

export const INITIAL_MASKS: MasksSlice = {
  masks: null,
  layerDetails: {},
  highlight: null,
  triedTau: null,
};

/** Returns the key of a layer in `layerDetails`. */
export const layerKey = ({ tower, layer }: LayerName): string => `${tower} ${layer}`;
