/** What the next training will use, the plan that was made of it, and a link that waits for its log. */
import type { Config } from '../../config';
import type { MethodId } from '../../methods/methodCatalogue';
import type { Setup } from '../../worker/protocol/storage';
import type { StageOutline, TrainOptions } from '../../worker/protocol/training';

/** What the next training will use: shown, edited, and sent whole. */
export interface Draft {
  method: MethodId;
  /** The method's configuration on the loaded log without changes; null until the worker answered. */
  defaults: Config | null;
  config: Config | null;
}

export interface PreparedPlan {
  method: string;
  seed: number;
  stages: readonly StageOutline[];
  steps: number;
}

export interface PlanSlice {
  draft: Draft;
  plan: PreparedPlan | null;
  /** A link whose log is not loaded yet. */
  link: Setup | null;
}

export const INITIAL_PLAN: PlanSlice = {
  draft: { method: 'csmf', defaults: null, config: null },
  plan: null,
  link: null,
};

/** Returns what to train: the whole configuration as it is shown, not only what was changed. */
export function trainOptions({ method, config }: Draft): TrainOptions {
  return config ? { method, config } : { method };
}
