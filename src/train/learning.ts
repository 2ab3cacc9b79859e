/** One learning stage: batches in, updates out, validation in between, the best checkpoint kept. */
import {
  type Batch,
  type BatchSource,
  createBatches,
  createExposureBatches,
  createListBatches,
} from '../data/batches';
import type { Dataset, Objective } from '../data/schema';
import type { LossTerm, OpenStage, StageSpec } from '../engine/engine';
import { claimFree, ownerOf } from '../model/ownership';
import { copyTrainable, isNetwork, restoreTrainable, type Trainable } from '../model/trainable';
import { createRandom, type Random } from '../random';
import type { LearningStage } from './plan';
import { type LearningOutcome, type Look, lookAt, type Run, type TrainingEvent } from './run';
import { rateFactor } from './schedule';

/** With `keepBest`, checkpoints count from this share of the stage on. */
const CHECKPOINTS_FROM = 0.3;

/** Exposures in a list of which some are preferred. */
const LIST_LENGTH = 16;

/** Training cannot go on; `code` is stable, the message says where and what to do. */
class TrainingError extends Error {
  override readonly name = 'TrainingError';
  constructor(
    readonly code: 'nan-loss',
    message: string,
  ) {
    super(message);
  }
}

interface Checkpoint {
  recall: number;
  step: number;
  model: Trainable;
}

/** Trains the stage once, or once for each auxiliary weight, keeping what validates best. */
export async function* learn(
  run: Run,
  stage: LearningStage,
  index: number,
): AsyncGenerator<TrainingEvent, LearningOutcome> {
  const { model } = run.training;
  if (stage.kind === 'train' && !isNetwork(model)) claimFree(model, ownerOf(stage.owner));
  const weights = stage.auxiliary?.weights ?? [];
  if (weights.length < 2) {
    const bestStep = (yield* learnOnce(run, stage, { index, attempt: 0, weight: weights[0] ?? 0 })).step;
    return run.training.config.keepBest ? { bestStep } : {};
  }
  const start = copyTrainable(model);
  let best: (Checkpoint & { weight: number }) | undefined;
  for (const [attempt, weight] of weights.entries()) {
    restoreTrainable(model, start);
    const reached = yield* learnOnce(run, stage, { index, attempt, weight });
    if (!best || reached.recall > best.recall) best = { ...reached, model: copyTrainable(model), weight };
  }
  restoreTrainable(model, best!.model);
  return { auxiliary: best!.weight, ...(run.training.config.keepBest && { bestStep: best!.step }) };
}

interface Attempt {
  index: number;
  attempt: number;
  /** Of the auxiliary loss; 0: none. */
  weight: number;
}

async function* learnOnce(
  run: Run,
  stage: LearningStage,
  { index, attempt, weight }: Attempt,
): AsyncGenerator<TrainingEvent, { recall: number; step: number }> {
  const { model, sides, engine, config } = run.training;
  const spec = specOf(run, stage, weight);
  const sources = spec.terms.map((term) => batchSource(run, stage, term));
  const weightings = stage.preferences && createRandom(config.seed, `preferences:${stage.id}`);
  const objectives = run.training.dataset.log.objectives.length;
  const open = await engine.begin(model, sides, spec);
  const before = attempt * stage.steps;
  let best: Checkpoint | undefined;
  let recall = 0;
  try {
    for (let step = 1; step <= stage.steps; step++) {
      const factor = rateFactor(step - 1, stage.steps);
      const batches = sources.map((source) => source.next());
      await open.step(weightings ? asked(batches, objectives, weightings) : batches, {
        layers: stage.rates.layers * factor,
        embeddings: stage.rates.embeddings * factor,
      });
      run.step++;
      const ends = step === stage.steps;
      const looks = ends || step % config.validationEvery === 0;
      const losses = looks || step % engine.lossInterval === 0 ? await readLosses(run, stage, open) : [];
      let look: Look | undefined;
      if (looks) {
        await open.synchronise();
        look = await lookAt(run, await engine.encode(model, sides));
        recall = meanRecall(look, stage.objectives);
        const counts = config.keepBest && step >= CHECKPOINTS_FROM * stage.steps;
        if (counts && (!best || recall > best.recall)) best = { recall, step, model: copyTrainable(model) };
      }
      yield { kind: 'step', index, step: run.step, stageStep: before + step, losses, ...(look && { look }) };
    }
  } finally {
    open.dispose();
  }
  if (best) restoreTrainable(model, best.model);
  return { recall: best?.recall ?? recall, step: best?.step ?? stage.steps };
}

function specOf(run: Run, stage: LearningStage, weight: number): StageSpec {
  const auxiliary =
    stage.auxiliary && weight > 0 ? [{ objective: stage.auxiliary.objective, weight, batchShare: 1 }] : [];
  return {
    owner: stage.owner,
    terms: [...stage.terms, ...auxiliary],
    embeddingDecay: stage.embeddingDecay,
    ...(stage.additive === false && { additive: false }),
    ...(stage.margin && { margin: stage.margin }),
    ...(stage.distillation > 0 &&
      run.teacher && {
        teacher: { kappa: stage.distillation, vectors: run.teacher },
      }),
  };
}

function batchSource(run: Run, stage: LearningStage, { objective, batchShare, loss }: LossTerm): BatchSource {
  const { dataset, config } = run.training;
  const random = createRandom(config.seed, `batches:${stage.id}:${objective}`);
  const { uniformNegatives } = config;
  const batchSize = Math.max(1, Math.round(config.batchSize * batchShare));
  if (loss === 'preference') {
    return createListBatches({ dataset, objective, batchSize, listLength: LIST_LENGTH, random });
  }
  if (loss === 'cross-entropy') return createExposureBatches({ dataset, batchSize, random });
  const data =
    stage.share < 1 ? shareOf(dataset, objective, { share: stage.share, seed: config.seed }) : dataset;
  return createBatches({ dataset: data, objective, batchSize, uniformNegatives, random });
}

/** The same dataset with a random part of an objective's training positives. */
function shareOf(
  dataset: Dataset,
  objective: Objective,
  { share, seed }: { share: number; seed: number },
): Dataset {
  const positives = dataset.positives[objective];
  if (!positives) return dataset;
  const count = Math.ceil(share * positives.users.length);
  const kept = createRandom(seed, `share:${objective}`)
    .permutation(positives.users.length)
    .subarray(0, count)
    .sort();
  const part = {
    users: kept.map((row) => positives.users[row]!),
    items: kept.map((row) => positives.items[row]!),
  };
  return { ...dataset, positives: { ...dataset.positives, [objective]: part } };
}

/** Batches whose every row is asked for O weights w ~ Dirichlet(½, …, ½), which likes corners: w_o ∝ normal². */
function asked(batches: readonly Batch[], objectives: number, random: Random): Batch[] {
  return batches.map((batch) => {
    const preferences = new Float32Array(batch.users.length * objectives);
    for (let start = 0; start < preferences.length; start += objectives) {
      const draws = Array.from({ length: objectives }, () => random.normal() ** 2);
      const total = draws.reduce((sum, draw) => sum + draw, 0);
      draws.forEach((draw, objective) => {
        preferences[start + objective] = draw / total;
      });
    }
    return { ...batch, preferences };
  });
}

async function readLosses(
  run: Run,
  stage: LearningStage,
  open: OpenStage,
): Promise<{ step: number; stage: string; loss: number }[]> {
  const losses = await open.losses();
  const first = run.step - losses.length + 1;
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0) {
    throw divergence({ step: first + bad, stage: stage.id, rate: stage.rates.layers });
  }
  return losses.map((loss, offset) => ({ step: first + offset, stage: stage.id, loss }));
}

/** What to say when a loss stopped being a number. */
export function divergence({ step, stage, rate }: { step: number; stage: string; rate: number }): Error {
  return new TrainingError(
    'nan-loss',
    `The loss was no longer a number at step ${step} (stage “${stage}”). The learning rate is ` +
      `probably too high: lower it, ${rate} now, and train again.`,
  );
}

function meanRecall({ recall }: Look, objectives: readonly Objective[]): number {
  const known = objectives.flatMap((objective) => recall[objective] ?? []);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
}
