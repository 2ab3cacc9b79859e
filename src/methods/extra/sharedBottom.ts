/**
 * Shared bottom (Caruana 1997): one hidden layer that all objectives share, and for each its own linear
 * head, whose output is its own part of the vector. As many parameters as the joint model, exactly.
 */
import type { Architecture } from '../../model/extra/network';
import { joint } from '../joint';
import type { Method, PlanContext } from '../method';
import { blockWidths } from './budget';

/**
 * Training of the networks with one head per objective, all heads at once: L = Σ_o λ_o · L_o, each a sampled
 * softmax on the objective's own score (ours: the papers on gated experts rank by cross-entropies, which
 * retrieve nothing), with the joint model's batches, steps, weights and grid.
 */
export const jointHeads: Method = { plan: joint.plan, defaults: joint.defaults, grid: joint.grid };

export const sharedBottom: Method = { ...jointHeads, architecture };

function architecture(context: PlanContext): Architecture {
  return {
    groups: 1,
    levels: [{ experts: [{ reads: 0, units: context.config.hiddenWidth }], mixes: [{ experts: [0] }] }],
    heads: blockWidths(context).map((width) => ({ reads: 0, width })),
    scores: 'separate',
  };
}
