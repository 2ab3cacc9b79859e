/** A plan is an array of plain stages. CSMF is one plan; most rivals are others. */

import type { MarginForm } from '../config';
import type { Objective } from '../data/schema';
import type { LossTerm } from '../engine/engine';
import type { ScoreKind } from '../model/parameters';
import type { ReleaseRule } from '../model/prune';

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
  /** False: earlier blocks are no base of the owner's score; then there is no margin. Absent: true. */
  additive?: boolean;
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

/**
 * Releases part of what the owner holds: what matters least by an importance (its weights' magnitude, their
 * Fisher information, or iterative range decreasing), as much as a rule allows.
 */
export type PruneStage = StageBase &
  ReleaseRule & {
    kind: 'prune';
    importance: 'magnitude' | 'fisher' | 'ird';
    /** Training positives whose gradients tell the Fisher information; magnitude needs none. */
    samples?: number;
  };

/** Scales the owner's block by the factor that is best on validation, the first of equals. */
export interface ShrinkStage extends StageBase {
  kind: 'shrink';
  factors: readonly number[];
}

/** Trains the objective's reranker on what the model retrieves; the model's weights stay as they are. */
export interface RerankStage extends StageBase {
  kind: 'rerank';
  steps: number;
  /** Learning rate at the stage's start. */
  rate: number;
}

export type Stage = LearningStage | PruneStage | ShrinkStage | RerankStage;
export type Plan = readonly Stage[];

/** Gradient steps of a stage, every alternative counted. */
export function stageSteps(stage: Stage): number {
  if (stage.kind === 'rerank') return stage.steps;
  if (stage.kind !== 'train' && stage.kind !== 'recover') return 0;
  return stage.steps * (stage.auxiliary?.weights.length ?? 1);
}

export function planSteps(plan: Plan): number {
  return plan.reduce((sum, stage) => sum + stageSteps(stage), 0);
}

/** What the vectors of a plan's model are scored by: its own blocks alone when no stage adds to a base. */
export function scoresOf(plan: Plan): ScoreKind {
  const separate = plan.some((stage) => 'additive' in stage && stage.additive === false);
  return separate ? 'separate' : 'cumulative';
}

/** Index of the last stage that moves each objective's vectors: from there on its scores should stand still. */
export function lastStages(plan: Plan): Map<Objective, number> {
  const last = new Map<Objective, number>();
  plan.forEach(({ kind, objectives }, index) => {
    if (kind === 'rerank') return;
    for (const objective of objectives) last.set(objective, index);
  });
  return last;
}
