/**
 * CSMF+ (ours): the cascade of `csmf` with distillation in recovery, embedding decay, an auxiliary upstream
 * loss, validated block shrink and more width; each a hyperparameter that can be switched off alone.
 */
import { csmf, csmfPlan } from './csmf';
import { wideAndDecayed } from './footing';
import type { Method } from './method';

export const csmfPlus: Method = {
  plan: csmfPlan,
  defaults: (dataset) => ({
    ...wideAndDecayed(dataset),
    gamma: 0,
    distillation: 0.7,
    auxiliary: 0.3,
    blockShrink: true,
  }),
  grid: csmf.grid,
};
