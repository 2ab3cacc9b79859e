/** What the networks with one head for each objective have in common: all heads learn side by side. */
import { joint } from './joint';
import type { Method } from './method';

/**
 * L = Σ_o λ_o · L_o, each a sampled softmax on the objective's own score (ours: the papers on gated experts
 * rank by cross-entropies, which retrieve nothing), with the joint model's batches, steps, weights and grid.
 */
export const jointHeads: Method = { plan: joint.plan, defaults: joint.defaults, grid: joint.grid };
