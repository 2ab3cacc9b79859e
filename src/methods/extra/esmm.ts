/**
 * ESMM (Ma et al., SIGIR 2018) as two-towers: embeddings are shared, each objective has its own hidden layer.
 * Click and conversion learn over the entire space of impressions, p(click) = σ(z_c) and
 * p(conversion) = σ(z_c)·σ(z_v), z_o = ⟨e^o_u, e^o_i⟩ + b_o, both by cross-entropy.
 *
 * Ours: exposure by sampled softmax, or nothing would be retrieved from all items; and the served score is
 * s_d + z_c + z_v, so that one index serves it. For log p(exposure)·p(click)·p(conversion | click) it would
 * take log σ(z) instead of z: the two differ by log(1 + e^z), nearly 0 while the event is rare.
 */

import type { Dataset, Objective } from '../../data/schema';
import { log } from '../../elementaryFunctions';
import type { LossTerm } from '../../engine/engine';
import type { Architecture } from '../../model/extra/network';
import { crossedWithRates } from '../grids';
import { joint } from '../joint';
import type { Method, PlanContext } from '../method';
import { baselineDefaults } from '../methodDefaults';
import { asLargeAsJoint, blockWidths } from './budget';

/** Impressions in a cross-entropy's batch, as a share of B. */
const IMPRESSIONS = 2;

export const esmm: Method = {
  plan: (context) =>
    joint.plan(context).map((stage) => {
      if (stage.kind !== 'train') return stage;
      const terms = stage.terms.map((term): LossTerm => {
        if (term.objective === 'exposure') return term;
        return { ...term, batchShare: IMPRESSIONS, loss: 'cross-entropy' };
      });
      return { ...stage, terms };
    }),
  architecture,
  defaults: (dataset) => ({ ...baselineDefaults(dataset), lossWeights: { click: 0.3, conversion: 0.3 } }),
  grid: (config) => crossedWithRates(config, { lossWeights: { click: 1, conversion: 1 } }),
};

function architecture(context: PlanContext): Architecture {
  const { dataset } = context;
  return asLargeAsJoint(context, (units, objectives) => ({
    groups: 1,
    levels: [
      {
        experts: objectives.map(() => ({ reads: 0, units })),
        mixes: objectives.map((_, objective) => ({ experts: [objective] })),
      },
    ],
    heads: blockWidths(context).map((width, objective) => ({ reads: objective, width })),
    scores: 'cumulative',
    biases: objectives.map((_, index) => (index === 0 ? 0 : logOdds(dataset, objectives, index))),
  }));
}

/** log(p/(1 − p)), p = share of the objective before that went on to this one, kept off 0 and 1. */
function logOdds({ positives }: Dataset, objectives: readonly Objective[], index: number): number {
  const count = (at: number) => positives[objectives[at]!]?.users.length ?? 0;
  const share = (count(index) + 1) / (count(index - 1) + 2);
  return log(share / (1 - share));
}
