/** Validated block shrink (ours): how much of a block's score is worth serving. */
import type { Objective, PerObjective } from '../data/schema';
import { ownerOf } from '../model/ownerBytes';
import { outputOwners } from '../model/ownership';
import type { Model, Vectors } from '../model/parameters';

export interface ShrinkOutcome {
  factor: number;
  tried: { factor: number; recall: number }[];
}

export interface ShrinkOptions {
  model: Model;
  vectors: Vectors;
  owner: Objective;
  factors: readonly number[];
  recallOf: (vectors: Vectors) => Promise<Partial<PerObjective<number>>>;
}

/**
 * s_t = s_{t−1} + b·⟨e^t_u, e^t_i⟩ (of an additive plan) with the b of `factors` that validates best, the first of equals.
 * b multiplies the user tower's output weights and biases of the owner's units. b = 0: this log
 * teaches the objective nothing beyond its upstream. Without validation positives b stays the first.
 */
export async function shrinkBlock(options: ShrinkOptions): Promise<ShrinkOutcome> {
  const { model, vectors, owner, factors, recallOf } = options;
  const tried: ShrinkOutcome['tried'] = [];
  for (const factor of factors) {
    const recall = (await recallOf(scaleUsers(vectors, ownerOf(owner), factor)))[owner] ?? 0;
    tried.push({ factor, recall });
  }
  const best = tried.reduce((a, b) => (b.recall > a.recall ? b : a));
  scaleOutputUnits(model, ownerOf(owner), best.factor);
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
