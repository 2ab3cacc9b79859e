/** What a trained method is: a plan made from a configuration and the log's objectives. */
import type { Config } from '../config';
import type { Dataset, Objective } from '../data/schema';
import type { Plan } from '../train/plan';

export interface PlanContext {
  config: Config;
  dataset: Dataset;
}

export type PlanBuilder = (context: PlanContext) => Plan;

/** The configured steps, but at most `maximumEpochs` over the objective's positives and then at least 100. */
export function limitedSteps({ config, dataset }: PlanContext, objective: Objective, steps: number): number {
  if (config.maximumEpochs === 0) return steps;
  const positives = dataset.positives[objective]?.users.length ?? 0;
  const epoch = Math.max(1, Math.floor(positives / Math.min(config.batchSize, positives || 1)));
  return Math.min(steps, Math.max(100, config.maximumEpochs * epoch));
}
