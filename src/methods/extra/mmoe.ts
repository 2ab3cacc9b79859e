/**
 * MMoE (Ma et al., KDD 2018): experts that all objectives share, and for each objective a gate that says
 * how much of which expert it reads, e^o = head_o(Σ_k softmax(x·G_o)_k · h_k). In both towers.
 * The gates have biases and the towers stay separate (reconstructed: the paper has one network for ranking).
 */
import type { Architecture } from '../../model/extra/network';
import type { Method, PlanContext } from '../method';
import { asLargeAsJoint, blockWidths } from './budget';
import { jointHeads } from './sharedBottom';

const EXPERTS = 4;

export const mmoe: Method = { ...jointHeads, architecture };

function architecture(context: PlanContext): Architecture {
  const all = Array.from({ length: EXPERTS }, (_, expert) => expert);
  return asLargeAsJoint(context, (units, objectives) => ({
    groups: 1,
    levels: [
      {
        experts: all.map(() => ({ reads: 0, units })),
        mixes: objectives.map(() => ({ experts: all, gate: 0 })),
      },
    ],
    heads: blockWidths(context).map((width, objective) => ({ reads: objective, width })),
    scores: 'separate',
  }));
}
