/** One vector for all objectives, trained on the weighted sum of their sampled softmax losses. (ours) */
import type { Plan } from '../train/plan';
import { limitedSteps, type PlanContext } from './method';

/** L = Σ_o λ_o · L_o on one score s; as many gradient steps as the whole cascade takes. */
export function jointPlan(context: PlanContext): Plan {
  const { config, dataset } = context;
  const { objectives } = dataset.log;
  const { steps, recoverySteps, learningRates, lossWeights } = config;
  const all = objectives.reduce((sum, objective) => sum + steps[objective], 0);
  const recoveries =
    objectives.length === 3 ? recoverySteps.exposure + recoverySteps.click : recoverySteps.exposure;
  return [
    {
      kind: 'train',
      id: 'train-jointly',
      objectives,
      owner: 'exposure',
      terms: objectives
        .map((objective) => ({ objective, weight: lossWeights[objective] }))
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
