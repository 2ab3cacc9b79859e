/**
 * The same weights fine-tuned on one objective after the other, without masks: what catastrophic
 * forgetting looks like. (ours)
 */
import type { Plan } from '../train/plan';
import { crossedWithRates } from './grids';
import { limitedSteps, type Method, type PlanContext } from './method';

export const sequential: Method = {
  plan: sequentialPlan,
  defaults: () => ({}),
  grid: (config) => crossedWithRates(config, { laterEmbeddingRate: 1 }),
};

function sequentialPlan(context: PlanContext): Plan {
  const { config, dataset } = context;
  return dataset.log.objectives.map((objective, index) => {
    const rate = config.learningRates[objective];
    return {
      kind: 'train',
      id: `train-${objective}`,
      objectives: [objective],
      owner: 'exposure',
      terms: [{ objective, weight: 1, batchShare: 1 }],
      steps: limitedSteps(context, objective, config.steps[objective]),
      rates: { layers: rate, embeddings: rate * (index > 0 ? config.laterEmbeddingRate : 1) },
      distillation: 0,
      embeddingDecay: config.embeddingDecay,
      share: 1,
    };
  });
}
