/** Equal footing in parameters: a network is made as wide as the joint model's size allows. */
import type { PlanContext } from './method';

/** K split among the objectives as evenly as it goes: 48 → 16, 16, 16. */
export function blockWidths({ config, dataset }: PlanContext): number[] {
  const { length } = dataset.log.objectives;
  const end = (objective: number) => Math.round((objective * config.outputWidth) / length);
  return dataset.log.objectives.map((_, objective) => end(objective + 1) - end(objective));
}
