/**
 * Shared bottom (Caruana 1997): one hidden layer that all objectives share, and for each its own linear
 * head, whose output is its own part of the vector. As many parameters as the joint model, exactly.
 */
import type { Architecture } from '../model/network';
import { blockWidths } from './budget';
import type { Method, PlanContext } from './method';
import { jointHeads } from './multiHead';

export const sharedBottom: Method = { ...jointHeads, architecture };

function architecture(context: PlanContext): Architecture {
  return {
    groups: 1,
    levels: [{ experts: [{ reads: 0, units: context.config.hiddenWidth }], mixes: [{ experts: [0] }] }],
    heads: blockWidths(context).map((width) => ({ reads: 0, width })),
    scores: 'separate',
  };
}
