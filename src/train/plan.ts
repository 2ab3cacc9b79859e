/** A plan is an array of plain stages. CSMF is one plan; most baselines are others. */
import type { Objective } from '../data/schema';
import type { LossTerm } from '../engine/engine';
import type { ReleaseRule } from '../model/prune';
import type { Margin } from '../model/reference';
import type { ScoreKind } from '../model/vectors';

interface StageBase {
  /** Unique within the plan. */
  id: string;
  /** Objectives that the stage trains for; the page colours it by the first. */
  objectives: readonly Objective[];
  /** The block whose weights the stage moves, releases or scales. */
  owner: Objective;
}

/** `train` claims all free weights for its owner; `recover` leaves them at 0 and fine-tunes the owner's. */
export interface LearningStage extends StageBase {
  kind: 'train' | 'recover';
  terms: readonly LossTerm[];
  steps: number;
  /** Learning rates at the stage's start. */
  rates: { layers: number; embeddings: number };
  margin?: Margin | undefined;
  /** False: the owner's score is its own block alone, without margin. Absent: earlier blocks are added. */
  additive?: boolean | undefined;
  /** κ; above 0 the model before pruning is the teacher. */
  distillation: number;
  embeddingDecay: number;
  /** Each row of a batch is conditioned on fusion weights of its own, drawn from the simplex. */
  preferences?: true;
  /** Share of the positives used, drawn once; 1: all. */
  share: number;
  /** Weights of the upstream objective's loss, each trained from the same start; validation selects one. */
  auxiliary?: { objective: Objective; weights: readonly number[] } | undefined;
}

/**
 * Releases the owner's least important weights, by their magnitude, their Fisher information, or iterative range
 * decreasing, as many as a rule allows.
 */
export type PruneStage = StageBase &
  ReleaseRule & {
    kind: 'prune';
    importance: 'magnitude' | 'fisher' | 'ird';
    /** Training positives that the Fisher information is measured on; magnitude needs none. */
    samples?: number | undefined;
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

export const isLearning = (stage: Stage): stage is LearningStage =>
  stage.kind === 'train' || stage.kind === 'recover';

/** Counts the gradient steps of a stage, over all its auxiliary weights. */
export function stageSteps(stage: Stage): number {
  if (stage.kind === 'rerank') return stage.steps;
  if (!isLearning(stage)) return 0;
  return stage.steps * (stage.auxiliary?.weights.length ?? 1);
}

/** Counts the gradient steps of a plan. */
export function planSteps(plan: Plan): number {
  return plan.reduce((sum, stage) => sum + stageSteps(stage), 0);
}

/** Lists the objectives that train weights of their own, in the order of their turns. */
export function trainedOwners(plan: Plan): Objective[] {
  return [...new Set(plan.flatMap((stage) => (stage.kind === 'train' ? [stage.owner] : [])))];
}

/** Lists the objectives that train weights of their own after `owner` has. */
export function ownersAfter(plan: Plan, owner: Objective): Objective[] {
  const owners = trainedOwners(plan);
  return owners.slice(owners.indexOf(owner) + 1);
}

/** Returns how a plan's model forms its scores: from single blocks where no stage adds to a base. */
export function scoreKindOf(plan: Plan): ScoreKind {
  const separate = plan.some((stage) => isLearning(stage) && stage.additive === false);
  return separate ? 'separate' : 'cumulative';
}

/** Finds the last stage that changes each objective's vectors: from then on its scores should not change. */
export function lastStages(plan: Plan): Map<Objective, number> {
  const last = new Map<Objective, number>();
  plan.forEach(({ kind, objectives }, index) => {
    if (kind === 'rerank') return;
    for (const objective of objectives) last.set(objective, index);
  });
  return last;
}
