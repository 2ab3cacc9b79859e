/** The masks of the training under way, or of the current run. */
import type { MaskPicture, MaskReport } from '../../worker/protocol/training';

export interface MasksSlice {
  masks: { report: MaskReport; pictures: readonly MaskPicture[] } | null;
}

export const INITIAL_MASKS: MasksSlice = { masks: null };
