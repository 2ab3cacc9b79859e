/** The configuration and the plan of a trial, resolved before anything runs. */
import { type Config, DEFAULTS, withChanges } from '../config';
import type { Dataset } from '../data/schema';
import { planOf, resolveConfig } from '../methods/presets';
import { isTrained, TRAINED } from '../methods/trained';
import { isLearning, type Plan } from '../train/plan';
import type { MethodVariant } from './experiment';

export interface Preparation {
  config: Config;
  /** Empty for a method that trains nothing. */
  plan: Plan;
}

/**
 * Resolves the method's configuration on the log with the variant's changes, over them the alternative of its
 * grid and the seed; its plan with every stage's gradient steps × budget.
 * Throws RangeError when a change is not allowed.
 */
export function prepare(options: {
  readonly dataset: Dataset;
  readonly variant: MethodVariant;
  readonly alternative: number;
  readonly seed: number;
  readonly budget: number;
}): Preparation {
  const { dataset, variant, alternative, seed, budget } = options;
  const { method, changes } = variant;
  if (!isTrained(method)) return { config: withChanges(DEFAULTS, { seed }), plan: [] };
  const base = resolveConfig(method, dataset, changes);
  const tuned =
    alternative === 0 ? base : withChanges(base, TRAINED[method].grid(base, dataset)[alternative] ?? {});
  const config = withChanges(tuned, { seed });
  return { config, plan: withBudget(planOf(method, { config, dataset }), budget) };
}

/** Multiplies every stage's gradient steps by the budget; at least one remains. */
function withBudget(plan: Plan, budget: number): Plan {
  return plan.map((stage) =>
    isLearning(stage) || stage.kind === 'rerank'
      ? { ...stage, steps: Math.max(1, Math.round(budget * stage.steps)) }
      : stage,
  );
}
