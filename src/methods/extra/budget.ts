/** Equal parameter budgets: a network is made as wide as the joint model's size allows. */
import type { Objective } from '../../data/schema';
import { type Architecture, networkSize } from '../../model/extra/network';
import type { PlanContext } from '../method';

/** Splits K among the objectives as evenly as possible: 48 → 16, 16, 16. */
export function blockWidths({ config, dataset }: PlanContext): number[] {
  const { length } = dataset.log.objectives;
  const end = (objective: number) => Math.round((objective * config.outputWidth) / length);
  return dataset.log.objectives.map((_, objective) => end(objective + 1) - end(objective));
}

/** The joint model as a network: one hidden layer H, one head K. */
const jointAsNetwork = ({ config }: PlanContext): Architecture => ({
  groups: 1,
  levels: [{ experts: [{ reads: 0, units: config.hiddenWidth }], mixes: [{ experts: [0] }] }],
  heads: [{ reads: 0, width: config.outputWidth }],
  scores: 'separate',
});

/** Returns `build(units)` for the units whose number of parameters is nearest to the joint model's, at least 1. */
export function asLargeAsJoint(
  context: PlanContext,
  build: (units: number, objectives: readonly Objective[]) => Architecture,
): Architecture {
  const { config, dataset } = context;
  const size = (architecture: Architecture) => networkSize(architecture, dataset, config);
  const budget = size(jointAsNetwork(context));
  const candidates = Array.from({ length: config.hiddenWidth }, (_, index) =>
    build(index + 1, dataset.log.objectives),
  );
  const excess = candidates.map((candidate) => Math.abs(size(candidate) - budget));
  return candidates[excess.indexOf(Math.min(...excess))]!;
}
