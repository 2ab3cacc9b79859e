/** The equal footing: what every method starts from on a log, and what rivals share on a person's own. */
import type { ConfigChanges } from '../config';
import type { Dataset } from '../data/schema';

const LARGE_SAMPLE_STEPS: ConfigChanges = {
  steps: { exposure: 1000, click: 240, conversion: 150 },
  recoverySteps: { exposure: 200, click: 100 },
};

/** Pruning needs slack: the cascade's own plan, and every rival held against it, is wider. */
const WIDE: ConfigChanges = { embeddingWidth: 64, hiddenWidth: 128, outputWidth: 96 };

/** Fewer exposures per item than this is a sparse log: stronger decay. */
const SPARSE_BELOW = 15;

export const isSparseLog = ({ log: { user, items } }: Dataset): boolean =>
  user.length / items.ids.length < SPARSE_BELOW;

/** Steps of a log (DESIGN section 3), the same for every method. */
export function logDefaults({ log }: Dataset): ConfigChanges {
  if (log.truth) return log.name === 'shop-large' ? LARGE_SAMPLE_STEPS : {};
  return {
    steps: { exposure: 2000, click: 300, conversion: 150 },
    recoverySteps: { exposure: 400, click: 100 },
    keepBest: true,
    maximumEpochs: 20,
  };
}

/** Width, decay and embedding rate of CSMF+, which its rivals get too on a person's own log. */
export function csmfPlusDefaults(dataset: Dataset): ConfigChanges {
  return {
    ...WIDE,
    laterEmbeddingRate: 1,
    embeddingDecay: isSparseLog(dataset) ? 1 : 0.3,
    keepBest: true,
    validationEvery: 100,
  };
}

/** A rival keeps its best checkpoint everywhere, and on a person's own log is as wide and decayed as CSMF+. */
export function baselineDefaults(dataset: Dataset): ConfigChanges {
  return dataset.log.truth ? { keepBest: true } : csmfPlusDefaults(dataset);
}
