/** Defaults that methods share on a log: the same steps for all, and equal capacity for baselines on uploaded logs. */
import type { ConfigChanges } from '../config';
import type { Dataset } from '../data/schema';

const LARGE_SAMPLE_STEPS: ConfigChanges = {
  steps: { exposure: 1000, click: 240, conversion: 150 },
  recoverySteps: { exposure: 200, click: 100 },
};

/** Pruning needs spare capacity: CSMF+, and every baseline compared with it, is wider. */
const WIDE_TOWERS: ConfigChanges = { embeddingWidth: 64, hiddenWidth: 128, outputWidth: 96 };

/** Fewer exposures per item than this is a sparse log: stronger decay. */
const SPARSE_BELOW = 15;

export const isSparseLog = ({ log: { user, items } }: Dataset): boolean =>
  user.length / items.ids.length < SPARSE_BELOW;

/** Returns the steps on a log, the same for every method. */
export function logDefaults({ log }: Dataset): ConfigChanges {
  if (log.truth) return log.name === 'shop-large' ? LARGE_SAMPLE_STEPS : {};
  return {
    steps: { exposure: 2000, click: 300, conversion: 150 },
    recoverySteps: { exposure: 400, click: 100 },
    keepBest: true,
    maximumEpochs: 20,
  };
}

/** Returns width, decay and embedding rate of CSMF+, which baselines get too on an uploaded log. */
export function csmfPlusDefaults(dataset: Dataset): ConfigChanges {
  return {
    ...WIDE_TOWERS,
    laterEmbeddingRate: 1,
    embeddingDecay: isSparseLog(dataset) ? 1 : 0.3,
    keepBest: true,
    validationEvery: 100,
  };
}

/** Returns the defaults of baselines: the best checkpoint, and on an uploaded log the width and decay of CSMF+. */
export function baselineDefaults(dataset: Dataset): ConfigChanges {
  return dataset.log.truth ? { keepBest: true } : csmfPlusDefaults(dataset);
}
