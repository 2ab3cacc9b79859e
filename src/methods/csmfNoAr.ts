/**
 * CSMF without accuracy recovery: what an objective keeps is frozen as pruning left it (ablation of SIGIR
 * 2025). The steps that recovery would have taken go to the same objective's training, at training's
 * rates, so that both plans take equally many gradient steps.
 */
import type { Plan } from '../train/plan';
import { csmf, csmfPlan } from './csmf';
import type { Method } from './method';

export const csmfNoAr: Method = {
  plan: (context) => withoutRecovery(csmfPlan(context)),
  defaults: csmf.defaults,
  grid: csmf.grid,
};

function withoutRecovery(plan: Plan): Plan {
  return plan.flatMap((stage) => {
    if (stage.kind === 'recover') return [];
    if (stage.kind !== 'train') return [stage];
    const recovery = plan.find(({ kind, owner }) => kind === 'recover' && owner === stage.owner);
    const saved = recovery?.kind === 'recover' ? recovery.steps : 0;
    return [{ ...stage, steps: stage.steps + saved }];
  });
}
