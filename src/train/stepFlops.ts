/** The arithmetic of a learning stage's step, of either kind of model. */
import type { Batch } from '../data/batches';
import type { StageSpec } from '../engine/engine';
import { networkStepFlops } from '../model/extra/networkFlops';
import { towersStepFlops } from '../model/flops';
import { ownerOf } from '../model/ownerBytes';
import type { Trainable } from '../model/trainable';

/** Counts the floating-point operations of one step on these batches, one for each term. (ours; see `model/flops`) */
export function stepFlops(model: Trainable, spec: StageSpec, batches: readonly Batch[]): number {
  const shapes = batches.map(({ users, candidates }) => ({
    users: users.length,
    candidates: candidates.length,
  }));
  if (model.kind === 'network') {
    return networkStepFlops(
      model,
      spec.terms.map((term, index) => ({ ...term, ...shapes[index]! })),
    );
  }
  const { owner, additive, teacher } = spec;
  const teacherWidth = teacher?.vectors.width ?? 0;
  return towersStepFlops(model, { owner: ownerOf(owner), additive, teacherWidth }, shapes);
}
