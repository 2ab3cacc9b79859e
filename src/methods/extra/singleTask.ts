/**
 * Three separate two-towers, one for each objective, trained one after another: three times the
 * parameters and three times the vector. A reference for the cost or gain of sharing, not a like-for-like comparison.
 */
import type { Architecture } from '../../model/extra/network';
import type { Plan } from '../../train/plan';
import { crossedWithRates } from '../grids';
import { joint } from '../joint';
import type { Method, PlanContext } from '../method';
import { baselineDefaults } from '../methodDefaults';

export const singleTask: Method = {
  plan,
  architecture,
  defaults: baselineDefaults,
  grid: (config) => crossedWithRates(config, { laterEmbeddingRate: config.laterEmbeddingRate < 1 ? 1 : 0.3 }),
};

function plan(context: PlanContext): Plan {
  const [together] = joint.plan(context);
  return context.dataset.log.objectives.flatMap((objective): Plan => {
    if (together?.kind !== 'train') return [];
    return [
      {
        ...together,
        id: `train-${objective}`,
        objectives: [objective],
        terms: [{ objective, weight: 1, batchShare: 1 }],
      },
    ];
  });
}

function architecture({ config, dataset }: PlanContext): Architecture {
  const { objectives } = dataset.log;
  return {
    groups: objectives.length,
    levels: [
      {
        experts: objectives.map((_, group) => ({ reads: group, units: config.hiddenWidth })),
        mixes: objectives.map((_, objective) => ({ experts: [objective] })),
      },
    ],
    heads: objectives.map((_, objective) => ({ reads: objective, width: config.outputWidth })),
    scores: 'separate',
  };
}
