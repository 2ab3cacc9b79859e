/**
 * PLE (Tang et al., RecSys 2020): two levels of customised gate control. Each objective has an expert of
 * its own beside a shared one; its gate mixes these two, and the shared gate mixes all, so that the second
 * level's experts read what the first has already separated. In both towers; one expert of each kind.
 */
import type { Architecture, Level } from '../../model/extra/network';
import type { Method, PlanContext } from '../method';
import { asLargeAsJoint, blockWidths } from './budget';
import { jointHeads } from './sharedBottom';

export const ple: Method = { ...jointHeads, architecture };

function architecture(context: PlanContext): Architecture {
  return asLargeAsJoint(context, (units, { length: count }) => ({
    groups: 1,
    levels: [gateControl(count, { units, isFirst: true }), gateControl(count, { units, isFirst: false })],
    heads: blockWidths(context).map((width, objective) => ({ reads: objective, width })),
    scores: 'separate',
  }));
}

/** Experts and mixes 0 … count − 1 belong to the objectives, `count` is shared; the last level has no shared mix. */
function gateControl(count: number, { units, isFirst }: { units: number; isFirst: boolean }): Level {
  const objectives = Array.from({ length: count }, (_, objective) => objective);
  const reads = (index: number) => (isFirst ? 0 : index);
  const mixes = objectives.map((objective) => ({ experts: [objective, count], gate: reads(objective) }));
  return {
    experts: [...objectives, count].map((index) => ({ reads: reads(index), units })),
    mixes: isFirst ? [...mixes, { experts: [...objectives, count], gate: 0 }] : mixes,
  };
}
