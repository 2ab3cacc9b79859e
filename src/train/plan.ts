/** A plan is an array of plain stages. CSMF is one plan; most rivals are others. */

import type { MarginForm } from '../config';
import type { Objective } from '../data/schema';
import type { LossTerm } from '../engine/engine';

interface StageBase {
  /** Unique within the plan. */
  id: string;
  /** The objectives the stage works for; the first gives it its colour. */
  objectives: readonly Objective[];
  /** The block whose weights the stage moves, releases or scales. */
  owner: Objective;
}

/** `train` claims all free weights for its owner; `recover` leaves them at 0 and mends what is kept. */
export interface LearningStage extends StageBase {
  kind: 'train' | 'recover';
  terms: readonly LossTerm[];
  steps: number;
  /** Learning rates at the stage's start. */
  rates: { layers: number; embeddings: number };
  margin?: { form: MarginForm; gamma: number };
  /** κ; above 0 the unpruned model's vectors are kept from the prune stage before. */
  distillation: number;
  embeddingDecay: number;
  /** Each row of a batch is asked for fusion weights of its own, drawn from the simplex. */
  preferences?: true;
  /** Share of the positives used, drawn once; 1: all. */
  share: number;
  /** Tried in turn from the same start, validation keeps one: weights of the upstream objective's loss. */
  auxiliary?: { objective: Objective; weights: readonly number[] };
}

export interface PruneStage extends StageBase {
  kind: 'prune';
  tau: number;
  weightTau: number;
}

/** Scales the owner's block by the factor that is best on validation, the first of equals. */
export interface ShrinkStage extends StageBase {
  kind: 'shrink';
  factors: readonly number[];
}

export type Stage = LearningStage | PruneStage | ShrinkStage;
export type Plan = readonly Stage[];

/** Gradient steps of a stage, every alternative counted. */
export function stageSteps(stage: Stage): number {
  if (stage.kind !== 'train' && stage.kind !== 'recover') return 0;
  return stage.steps * (stage.auxiliary?.weights.length ?? 1);
}

export function planSteps(plan: Plan): number {
  return plan.reduce((sum, stage) => sum + stageSteps(stage), 0);
}

/** Index of the last stage that works for each objective: from there on its scores should stand still. */
export function lastStages(plan: Plan): Map<Objective, number> {
  const last = new Map<Objective, number>();
  plan.forEach(({ objectives }, index) => {
    for (const objective of objectives) last.set(objective, index);
  });
  return last;
}
