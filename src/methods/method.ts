/** A trained method: a plan made from a configuration and the log, and the defaults it starts from. */
import { type Config, type ConfigChanges, withChanges } from '../config';
import type { Dataset, Objective } from '../data/schema';
import type { Architecture } from '../model/extra/network';
import type { Plan } from '../train/plan';

export interface PlanContext {
  config: Config;
  dataset: Dataset;
}

export interface Method {
  plan(context: PlanContext): Plan;
  /** Network that the plan trains; absent: masked two-towers. */
  architecture?(context: PlanContext): Architecture;
  /** Defaults over those of every method on this log (methodDefaults.ts); the person's `changes` are applied after. */
  defaults(dataset: Dataset, changes: ConfigChanges): ConfigChanges;
  /** Alternatives that the lab tries on validation, as changes of the defaults (see grids.ts). */
  grid(config: Config, dataset: Dataset): readonly ConfigChanges[];
}

/** Returns the same method with hyperparameters that stay switched off whatever the changes are. */
export function withoutPart(method: Method, off: ConfigChanges): Method {
  return {
    plan: ({ config, dataset }) => method.plan({ config: withChanges(config, off), dataset }),
    defaults: (...log) => ({ ...method.defaults(...log), ...off }),
    grid: method.grid,
  };
}

/** Returns the configured steps, but at most `maximumEpochs` over the objective's positives and then at least 100. */
export function limitedSteps({ config, dataset }: PlanContext, objective: Objective, steps: number): number {
  if (config.maximumEpochs === 0) return steps;
  const positives = dataset.positives[objective]?.users.length ?? 0;
  const epoch = Math.max(1, Math.floor(positives / Math.min(config.batchSize, positives || 1)));
  return Math.min(steps, Math.max(100, config.maximumEpochs * epoch));
}
