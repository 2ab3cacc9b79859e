/** Reads a run from its file; everything that the file says is checked before it is used. */
import { CodedError } from '../../coded';
import { type Config, DEFAULTS, withChanges } from '../../config';
import type { Dataset } from '../../data/schema';
import { untrained } from '../../methods/presets';
import { isTrained, type TrainedMethod } from '../../methods/trained';
import { isUntrainedBaseline, UNTRAINED_BASELINES } from '../../methods/untrainedBaselines';
import { preferenceTower } from '../../model/extra/preference';
import { untrainedRerankers } from '../../model/extra/reranker';
import { encodeSides } from '../../model/lookups';
import { ownerTensors, rerankerTensors, weightTensors } from '../../model/tensors';
import { type Trainable, vectorLayout } from '../../model/trainable';
import type { Vectors } from '../../model/vectors';
import { scorerOf } from '../../train/validation';
import type { SessionRun } from '../training/sessionRun';
import { type Archive, openArchive } from './archive';
import { ENTRIES } from './entries';
import { readNpy } from './npy';
import { RunFileError } from './runFileError';
import { readManifest } from './runManifest';
import { readSafetensors } from './safetensors';
import { checkOwnerBytes, readStageOwners } from './stageOwners';

/**
 * Returns the run in a file, for the log it was trained on; its scores are bit-identical to the exported run's.
 * Rejects with RunFileError that says what is wrong: damaged, foreign, hostile, another log, wrong shapes, NaN.
 */
export async function unpackRun(file: Blob, dataset: Dataset): Promise<SessionRun> {
  try {
    return readRun(await openArchive(file, Object.values(ENTRIES)), dataset);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new RunFileError('run-file-unreadable', {
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

function readRun(archive: Archive, dataset: Dataset): SessionRun {
  const manifest = readManifest(archive.read(ENTRIES.manifest));
  const { summary, dataset: origin, stages, validations } = manifest;
  if (origin.fingerprint !== dataset.log.fingerprint) {
    throw new RunFileError('run-file-of-other-log', { name: origin.name });
  }
  const config = withChanges(DEFAULTS, summary.config);
  const common = { summary: { ...summary, config }, dataset: origin, stages, validations };
  const { method } = summary;
  if (isUntrainedBaseline(method))
    return { ...common, scorer: UNTRAINED_BASELINES[method](dataset, config.seed) };
  if (!isTrained(method)) throw new RunFileError('run-file-method', { method });
  const trained = readTrained(archive, { method, config, dataset });
  const states = readStageOwners(archive, trained.model, stages.length);
  return {
    ...common,
    trained,
    ...(states && { states }),
    scorer: scorerOf(trained.vectors, dataset, trained.rerankers),
  };
}

interface Context {
  method: TrainedMethod;
  config: Config;
  dataset: Dataset;
}

function readTrained(archive: Archive, context: Context): NonNullable<SessionRun['trained']> {
  const { method, dataset } = context;
  checkWeightBytes(archive, context);
  const model = untrained(method, context);
  const rerankers =
    method === 'rerank'
      ? untrainedRerankers(dataset.log.objectives, vectorLayout(model).width, 0)
      : undefined;
  const weights = [...weightTensors(model), ...rerankerTensors(rerankers ?? [])];
  readSafetensors(archive.read(ENTRIES.weights), weights, ENTRIES.weights);
  const owners = ownerTensors(model);
  if (owners.length > 0) readSafetensors(archive.read(ENTRIES.owners), owners, ENTRIES.owners);
  checkOwnerBytes(owners, ENTRIES.owners);
  return { model, vectors: readVectors(archive, model, dataset), ...(rerankers && { rerankers }) };
}

/** Checks the size of the weights before a model is allocated: a small file may describe one of gigabytes. */
function checkWeightBytes(archive: Archive, { config, dataset }: Context): void {
  const ids = dataset.log.users.ids.length + dataset.log.items.ids.length;
  const { hiddenWidth, outputWidth, embeddingWidth } = config;
  const minBytes = 4 * (ids * embeddingWidth + Math.min(hiddenWidth, outputWidth));
  if (archive.sizeOf(ENTRIES.weights) < minBytes) {
    throw new RunFileError('run-file-too-few-weights', { file: ENTRIES.weights });
  }
}

function readVectors(archive: Archive, model: Trainable, { log, ...dataset }: Dataset): Vectors {
  const layout = vectorLayout(model);
  const { width } = layout;
  const users = new Float32Array(log.users.ids.length * width);
  const items = new Float32Array(log.items.ids.length * width);
  readNpy(archive.read(ENTRIES.userVectors), users, { width, name: ENTRIES.userVectors });
  readNpy(archive.read(ENTRIES.itemVectors), items, { width, name: ENTRIES.itemVectors });
  const hasPreference = model.kind === 'network' && model.architecture.preference;
  const sides = encodeSides({ log, ...dataset });
  return {
    users,
    items,
    ...layout,
    ...(hasPreference && { preference: preferenceTower(model, sides.users) }),
  };
}
