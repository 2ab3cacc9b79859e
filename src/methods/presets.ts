/** Which plan a method runs, and the defaults it starts from on a given log. */
import { type Config, type ConfigChanges, DEFAULTS, withChanges } from '../config';
import type { Dataset } from '../data/schema';
import { csmfPlan } from './csmf';
import { jointPlan } from './joint';
import type { PlanBuilder } from './method';
import { sequentialPlan } from './sequential';

export type TrainedMethod = 'csmf' | 'csmf-plus' | 'joint' | 'sequential';

export const PLANS: Record<TrainedMethod, PlanBuilder> = {
  csmf: csmfPlan,
  'csmf-plus': csmfPlan,
  joint: jointPlan,
  sequential: sequentialPlan,
};

export const isTrained = (method: string): method is TrainedMethod => Object.hasOwn(PLANS, method);

/** The paper's plan on samples, ours on a person's own log. */
export const defaultMethod = (dataset: Dataset): TrainedMethod => (dataset.log.truth ? 'csmf' : 'csmf-plus');

const LARGE_SAMPLE_STEPS: ConfigChanges = {
  steps: { exposure: 1000, click: 240, conversion: 150 },
  recoverySteps: { exposure: 200, click: 100 },
};

/** Pruning needs slack: the cascade's own plan, and every rival held against it, is wider. */
const WIDE: ConfigChanges = { embeddingWidth: 64, hiddenWidth: 128, outputWidth: 96 };

const PLUS: ConfigChanges = {
  ...WIDE,
  laterEmbeddingRate: 1,
  gamma: 0,
  distillation: 0.7,
  auxiliary: 0.3,
  blockShrink: true,
  keepBest: true,
  validationEvery: 100,
};

/** Fewer exposures per item than this is a sparse log: stronger decay. */
const SPARSE_BELOW = 15;

/** The defaults of a method on a log (DESIGN section 3), with the person's changes laid over them. */
export function resolveConfig(method: TrainedMethod, dataset: Dataset, changes: ConfigChanges = {}): Config {
  const layers = [logDefaults(dataset), methodDefaults(method, dataset), changes];
  return layers.reduce(withChanges, DEFAULTS);
}

function logDefaults({ log }: Dataset): ConfigChanges {
  if (log.truth) return log.name === 'shop-large' ? LARGE_SAMPLE_STEPS : {};
  return {
    steps: { exposure: 1500, click: 600, conversion: 400 },
    recoverySteps: { exposure: 300, click: 100 },
    keepBest: true,
    maximumEpochs: 20,
  };
}

function methodDefaults(method: TrainedMethod, { log }: Dataset): ConfigChanges {
  const embeddingDecay = isSparse(log) ? 1 : 0.3;
  if (method === 'csmf-plus') return { ...PLUS, embeddingDecay };
  if (method !== 'joint') return {};
  // A rival on a person's own log is as wide and as decayed as CSMF+.
  return log.truth ? { keepBest: true } : { ...WIDE, embeddingDecay, keepBest: true, validationEvery: 100 };
}

const isSparse = ({ user, items }: Dataset['log']): boolean => user.length / items.ids.length < SPARSE_BELOW;
