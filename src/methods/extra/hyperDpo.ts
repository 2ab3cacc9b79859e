/**
 * HyperDPO (arXiv 2410.08316): one model for all weightings. The user tower also takes fusion weights w, the
 * item tower does not, so one index serves every weighting. First an exposure two-tower; then the
 * same model is conditioned, w ~ Dirichlet(½, ½, ½) for each row of a batch, on
 *   L = E_w[ w_d·(sampled softmax of exposure) + Σ_{o ∈ click, conversion} w_o·λ_o·(list-wise DPO of o) ],
 * DPO against the exposure model, over lists of the user's own training exposures: those that went as far as
 * o are preferred to the rest. s_o is the score at the corner w_o = 1, F that at w = α/Σα.
 *
 * Reconstructed: that exposure is learned by the sampled softmax that trained the reference, that w enters
 * as three inputs beside the embeddings, the lists, and β = 1, at which the score grows by
 * log p(o | exposure) up to a constant.
 */
import type { LossTerm } from '../../engine/engine';
import type { Architecture } from '../../model/extra/network';
import type { LearningStage, Plan } from '../../train/plan';
import { crossedWithRates } from '../grids';
import { joint } from '../joint';
import type { Method, PlanContext } from '../method';
import { baselineDefaults } from '../methodDefaults';
import { asLargeAsJoint } from './budget';

/** Share of all steps that train the reference. */
const REFERENCE_SHARE = 0.5;
const BETA = 1;
/** Users with a list in a batch, as a share of B. */
const LISTS = 0.25;

export const hyperDpo: Method = {
  plan,
  architecture,
  defaults: (dataset) => ({ ...baselineDefaults(dataset), lossWeights: { click: 0.3, conversion: 0.3 } }),
  grid: (config) => crossedWithRates(config, { lossWeights: { click: 1, conversion: 1 } }),
};

function plan(context: PlanContext): Plan {
  const [together] = joint.plan(context) as [LearningStage];
  const { objectives } = context.dataset.log;
  const referenceSteps = Math.round(REFERENCE_SHARE * together.steps);
  const [exposure, ...deeper] = objectives.map(
    (objective): LossTerm => ({
      objective,
      weight: objective === 'exposure' ? 1 : context.config.lossWeights[objective],
      batchShare: 1,
    }),
  );
  const preferences = deeper.map((term): LossTerm => {
    return { ...term, batchShare: LISTS, loss: 'preference', beta: BETA };
  });
  return [
    {
      ...together,
      id: 'train-reference',
      objectives: ['exposure'],
      terms: [exposure!],
      steps: referenceSteps,
    },
    {
      ...together,
      id: 'train-preferences',
      terms: [exposure!, ...preferences],
      steps: together.steps - referenceSteps,
      preferences: true,
    },
  ];
}

function architecture(context: PlanContext): Architecture {
  return asLargeAsJoint(context, (units, objectives) => ({
    groups: 1,
    levels: [{ experts: [{ reads: 0, units }], mixes: [{ experts: [0] }] }],
    heads: [{ reads: 0, width: context.config.outputWidth }],
    scores: 'separate',
    preference: objectives.length,
  }));
}
