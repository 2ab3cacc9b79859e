/** What a trained method is: a plan made from a configuration and the log, and where it starts from. */
import { type Config, type ConfigChanges, withChanges } from '../config';
import type { Dataset, Objective } from '../data/schema';
import type { Architecture } from '../model/network';
import type { Plan } from '../train/plan';

export interface PlanContext {
  config: Config;
  dataset: Dataset;
}

export interface Method {
  plan(context: PlanContext): Plan;
  /** Given: what the plan trains is this network instead of masked two-towers. */
  architecture?(context: PlanContext): Architecture;
  /** Over what every method has on this log (footing.ts); `changes` are the person's, laid over them after. */
  defaults(dataset: Dataset, changes: ConfigChanges): ConfigChanges;
  /**
   * What the lab tries on validation before it compares, over the defaults: `GRID_SIZE` alternatives, the
   * first of them no change at all.
   */
  grid(config: Config, dataset: Dataset): readonly ConfigChanges[];
}

/** The same method with hyperparameters that stay switched off whatever else is asked for. */
export function withoutPart(method: Method, off: ConfigChanges): Method {
  return {
    plan: ({ config, dataset }) => method.plan({ config: withChanges(config, off), dataset }),
    defaults: (...log) => ({ ...method.defaults(...log), ...off }),
    grid: method.grid,
  };
}

/** The configured steps, but at most `maximumEpochs` over the objective's positives and then at least 100. */
export function limitedSteps({ config, dataset }: PlanContext, objective: Objective, steps: number): number {
  if (config.maximumEpochs === 0) return steps;
  const positives = dataset.positives[objective]?.users.length ?? 0;
  const epoch = Math.max(1, Math.floor(positives / Math.min(config.batchSize, positives || 1)));
  return Math.min(steps, Math.max(100, config.maximumEpochs * epoch));
}

/** All learning rates times a factor. */
function ratesTimes(factor: number, { learningRates }: Config): ConfigChanges {
  const { exposure, click, conversion } = learningRates;
  return {
    learningRates: {
      exposure: factor * exposure,
      click: factor * click,
      conversion: factor * conversion,
    },
  };
}

/** The grid that crosses two learning rates with no change and one other. */
export function crossedWithRates(config: Config, other: ConfigChanges): readonly ConfigChanges[] {
  const slower = ratesTimes(0.6, config);
  return [{}, slower, other, { ...slower, ...other }];
}
