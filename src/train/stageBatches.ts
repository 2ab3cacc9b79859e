/** Batches of a learning stage, step by step: the same for the same seed, however often it is resumed. */
import {
  type Batch,
  type BatchSource,
  createBatches,
  createExposureBatches,
  createListBatches,
} from '../data/batches';
import type { Dataset, Objective } from '../data/schema';
import type { LossTerm } from '../engine/engine';
import { createRandom, type Random } from '../random';
import type { LearningStage } from './plan';
import type { Training } from './run';

/** Exposures in a list of which some are preferred. */
const LIST_LENGTH = 16;

/**
 * Returns a function that draws the next step's batches, one for each term. Those of the first `done` steps are
 * drawn and discarded, which leaves every stream where an uninterrupted stage would have it.
 */
export function stageBatches(
  training: Training,
  stage: LearningStage,
  { terms, done }: { terms: readonly LossTerm[]; done: number },
): () => Batch[] {
  const sources = terms.map((term) => batchSource(training, stage, term));
  const weightings = stage.preferences && createRandom(training.config.seed, `preferences:${stage.id}`);
  const objectives = training.dataset.log.objectives.length;
  const next = () => {
    const batches = sources.map((source) => source.next());
    return weightings ? withPreferences(batches, objectives, weightings) : batches;
  };
  for (let step = 0; step < done; step++) next();
  return next;
}

function batchSource(
  { dataset, config }: Training,
  stage: LearningStage,
  { objective, batchShare, loss }: LossTerm,
): BatchSource {
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

/** Returns the dataset with a random part of an objective's training positives. */
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

/** Conditions every row on O weights w ~ Dirichlet(½, …, ½), which favours corners: w_o ∝ normal². */
function withPreferences(batches: readonly Batch[], objectives: number, random: Random): Batch[] {
  const draws = new Float64Array(objectives);
  return batches.map((batch) => {
    const preferences = new Float32Array(batch.users.length * objectives);
    for (let start = 0; start < preferences.length; start += objectives) {
      let total = 0;
      for (let objective = 0; objective < objectives; objective++) {
        const normal = random.normal();
        draws[objective] = normal * normal;
        total += draws[objective]!;
      }
      for (let objective = 0; objective < objectives; objective++) {
        preferences[start + objective] = draws[objective]! / total;
      }
    }
    return { ...batch, preferences };
  });
}
