/** What pruning with another τ would release, and the recall that this leaves before anything recovers. */
import { CodedError } from '../../coded';
import type { Dataset, Objective } from '../../data/schema';
import { ownerOf } from '../../model/ownerBytes';
import { type LayerRelease, prune } from '../../model/prune';
import { copyModel, type Model } from '../../model/tower';
import { maskedModel } from '../../model/trainable';
import { createRandom } from '../../random';
import { ownersAfter, type Plan, type PruneStage } from '../../train/plan';
import type { Training } from '../../train/run';
import { Validator } from '../../train/validation';
import type { PreviewRequest, PruningPreview } from '../protocol/training';
import { modelOfStage, type StageState } from './stageStates';

/** A training whose pruning is previewed. */
export interface PreviewedTraining {
  training: Omit<Training, 'replaceEngine'>;
  plan: Plan;
  states: readonly StageState[];
}

/**
 * Prunes a copy of the model as the stage before left it, as the prune stage does but with another τ, and
 * validates it. Throws CodedError when the stage does not prune by the magnitudes' cumulative percentile
 * (`no-preview`), or when the weights before it were not kept (`weights-not-kept`).
 */
export async function previewPruning(
  { training, plan, states }: PreviewedTraining,
  { stage: index, tau }: PreviewRequest,
): Promise<PruningPreview> {
  const stage = plan[index];
  if (stage?.kind !== 'prune' || stage.rule !== 'cumulative' || stage.importance !== 'magnitude') {
    throw new CodedError('no-preview', { stage: index + 1 });
  }
  const before = states[index - 1];
  if (!before?.kept) throw new CodedError('weights-not-kept');
  const model = copyModel(modelOfStage(maskedModel(training.model), before));
  const releases = pruneAt(model, stage, { tau, seed: training.config.seed, plan });
  const vectors = await training.engine.encode(model, training.sides);
  const dataset = upTo(stage.owner, training.dataset);
  const recall = await new Validator({ ...training, dataset }).recall(vectors);
  return {
    stage: index,
    tau,
    recall: recall[stage.owner] ?? null,
    layers: releases.map(({ tower, layer, released, order }) => ({
      tower,
      layer,
      released,
      candidates: order.length,
    })),
  };
}

/** Returns the log without the objectives after `last`, which nothing needs to rank. */
function upTo(last: Objective, { log, ...dataset }: Dataset): Dataset {
  return { ...dataset, log: { ...log, objectives: log.objectives.slice(0, ownerOf(last) + 1) } };
}

/** Prunes the model as the stage does, but with this τ. */
export function pruneAt(
  model: Model,
  stage: PruneStage,
  { tau, seed, plan }: { tau: number; seed: number; plan: Plan },
): LayerRelease[] {
  const weightTau = stage.rule === 'cumulative' ? stage.weightTau : tau;
  const random = createRandom(seed, `released:${stage.id}`);
  const laterObjectives = ownersAfter(plan, stage.owner).length;
  return prune(model, {
    rule: 'cumulative',
    tau,
    weightTau,
    owner: ownerOf(stage.owner),
    laterObjectives,
    random,
  });
}
