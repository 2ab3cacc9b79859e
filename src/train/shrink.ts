/** Validated block shrink (ours): scales a block to the share of its score that is best on validation. */
import { ownerOf } from '../model/ownerBytes';
import { outputOwners } from '../model/ownership';
import type { Model } from '../model/tower';
import { maskedModel } from '../model/trainable';
import type { Vectors } from '../model/vectors';
import type { ShrinkStage } from './plan';
import type { TrainingRun } from './run';

export interface ShrinkOutcome {
  factor: number;
  tried: { factor: number; recall: number }[];
}

/**
 * Sets s_t = s_{t−1} + b·⟨e^t_u, e^t_i⟩ (of an additive plan) with the b of `factors` that is best on validation,
 * the first of equals. b multiplies the user tower's output weights and biases of the owner's units. b = 0:
 * the block adds nothing to its upstream on this log. Without validation positives b is the first.
 */
export async function runShrink(
  { training, validation }: TrainingRun,
  { owner, factors }: ShrinkStage,
): Promise<ShrinkOutcome> {
  const vectors = await training.engine.encode(training.model, training.sides);
  const tried: ShrinkOutcome['tried'] = [];
  for (const factor of factors) {
    const recall = (await validation.recall(scaleUsers(vectors, ownerOf(owner), factor)))[owner] ?? 0;
    tried.push({ factor, recall });
  }
  const best = tried.reduce((a, b) => (b.recall > a.recall ? b : a));
  scaleOutputUnits(maskedModel(training.model), ownerOf(owner), best.factor);
  return { factor: best.factor, tried };
}

function scaleUsers(vectors: Vectors, owner: number, factor: number): Vectors {
  const { width, blocks } = vectors;
  const users = vectors.users.map((value, index) =>
    blocks[index % width] === owner ? value * factor : value,
  );
  return { ...vectors, users };
}

function scaleOutputUnits({ users }: Model, owner: number, factor: number): void {
  const owners = outputOwners(users);
  users.output.forEach((value, index) => {
    if (owners[index % users.outputWidth] === owner) users.output[index] = value * factor;
  });
}
