/** The prune stage: the model before pruning becomes the teacher, then part of its weights is released. */
import { type Batch, logExpectedCounts } from '../data/batches';
import { type InformationTask, sampleInformation, totalInformation } from '../model/extra/fisher';
import { decreaseRanges } from '../model/extra/iterativeRange';
import { importanceLists, prunableLayers } from '../model/importance';
import { ownerOf } from '../model/ownerBytes';
import { applyReleases, decide, type LayerRelease, prune } from '../model/prune';
import { maskedModel } from '../model/trainable';
import { createRandom } from '../random';
import { createYielder } from '../yielding';
import { ownersAfter, type PruneStage } from './plan';
import type { Training, TrainingRun } from './run';

/** Releases what the stage's rule says, and at least a unit of each layer for every objective that trains after it. */
export async function runPruning(run: TrainingRun, stage: PruneStage): Promise<LayerRelease[]> {
  const { sides, engine, config } = run.training;
  const laterObjectives = ownersAfter(run.plan, stage.owner).length;
  const model = maskedModel(run.training.model);
  run.teacher = await engine.encode(model, sides);
  const owner = ownerOf(stage.owner);
  const random = createRandom(config.seed, `released:${stage.id}`);
  if (stage.importance === 'magnitude') return prune(model, { ...stage, owner, laterObjectives, random });

  const layers = prunableLayers(model, owner);
  const spec = { owner: stage.owner, additive: model.scores === 'cumulative' };
  const information = await informationOf({ model, sides, spec, layers }, fisherSamples(run.training, stage));
  const lists = importanceLists(layers, totalInformation(information));
  if (stage.importance === 'fisher') return prune(model, { ...stage, owner, laterObjectives, random, lists });

  // As many elements as the rule releases by the information of all samples; only the choice is narrowed down.
  const targets = lists.map(
    (list) => decide(list, { granularity: model.granularity, laterObjectives, ...stage }).released,
  );
  return applyReleases(model, decreaseRanges({ layers, information, targets }), random);
}

/** Measures one sample after another and yields in between, for this takes seconds. */
async function informationOf(task: InformationTask, samples: readonly Batch[]): Promise<Float64Array[][]> {
  const yielder = createYielder();
  const information: Float64Array[][] = [];
  for (const sample of samples) {
    information.push(sampleInformation(task, sample));
    if (yielder.due()) await yielder.yield();
  }
  return information;
}

/**
 * Draws training positives without replacement, each a batch of its own: B = 1 with M uniform negatives
 * (as many as a batch has positives where M is 0: alone it would have no loss) and the log-q of that batch.
 */
export function fisherSamples(
  { dataset, config }: Pick<Training, 'dataset' | 'config'>,
  { id, owner, samples = 0 }: PruneStage,
): Batch[] {
  const positives = dataset.positives[owner]!;
  const random = createRandom(config.seed, `fisher:${id}`);
  const items = dataset.log.items.ids.length;
  const uniformNegatives = config.uniformNegatives || config.batchSize;
  const logQ = logExpectedCounts({ positives, items, batchSize: 1, uniformNegatives });
  const rows = random.permutation(positives.items.length).subarray(0, samples);
  return Array.from(rows, (row) => {
    const candidates = Int32Array.from({ length: 1 + uniformNegatives }, () => random.integer(items));
    candidates[0] = positives.items[row]!;
    return { users: Int32Array.of(positives.users[row]!), candidates, logQ };
  });
}
