/**
 * CSMF+ (ours): the cascade of `csmf` with distillation in recovery, embedding decay, an auxiliary upstream
 * loss, validated block shrink and more width; each a hyperparameter that can be switched off alone.
 */
import { csmf, csmfPlan } from './csmf';
import type { Method } from './method';
import { csmfPlusDefaults } from './methodDefaults';

export const csmfPlus: Method = {
  plan: (context) => csmfPlan(context),
  defaults: (dataset) => ({
    ...csmfPlusDefaults(dataset),
    gamma: 0,
    distillation: 0.7,
    auxiliary: 0.3,
    blockShrink: true,
  }),
  grid: csmf.grid,
};
