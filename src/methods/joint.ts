/** One vector for all objectives, trained on the weighted sum of their sampled softmax losses. (ours) */
import type { PerObjective } from '../data/schema';
import type { Plan } from '../train/plan';
import { crossedWithRates } from './grids';
import { limitedSteps, type Method, type PlanContext } from './method';
import { baselineDefaults, isSparseLog } from './methodDefaults';

/**
 * The rarer the objective, the smaller its batch: with equal batches the few conversions are seen a
 * hundred times over and overfit.
 */
const BATCH_SHARES: PerObjective<number> = { exposure: 1, click: 0.5, conversion: 0.25 };

export const joint: Method = {
  plan: jointPlan,
  // On samples and sparse logs (.1, .03) beat (.3, .3); dense uploaded logs need the larger weights.
  defaults: (dataset) => ({
    ...baselineDefaults(dataset),
    ...(dataset.log.truth || isSparseLog(dataset) ? {} : { lossWeights: { click: 0.3, conversion: 0.3 } }),
  }),
  grid: (config) =>
    crossedWithRates(config, {
      lossWeights:
        config.lossWeights.click < 0.2 ? { click: 0.3, conversion: 0.3 } : { click: 0.1, conversion: 0.03 },
    }),
};

/** L = Σ_o λ_o · L_o on one score s; as many gradient steps as the whole cascade takes. */
function jointPlan(context: PlanContext): Plan {
  const { config, dataset } = context;
  const { objectives } = dataset.log;
  const { steps, recoverySteps, learningRates, lossWeights } = config;
  const all = objectives.reduce((sum, objective) => sum + steps[objective], 0);
  // The cascade recovers every objective but its last.
  const recoveries =
    (objectives.length > 1 ? recoverySteps.exposure : 0) + (objectives.length > 2 ? recoverySteps.click : 0);
  return [
    {
      kind: 'train',
      id: 'train-jointly',
      objectives,
      owner: 'exposure',
      terms: objectives
        .map((objective) => ({
          objective,
          weight: lossWeights[objective],
          batchShare: BATCH_SHARES[objective],
        }))
        .filter(({ weight }) => weight > 0),
      steps: limitedSteps(context, 'exposure', all + recoveries),
      rates: {
        layers: learningRates.exposure,
        embeddings: learningRates.exposure * config.laterEmbeddingRate,
      },
      distillation: 0,
      embeddingDecay: config.embeddingDecay,
      share: 1,
    },
  ];
}
