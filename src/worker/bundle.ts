/**
 * A run as one file: a zip of what was trained, its last bytes a SHA-256 over all that stands before.
 * The digest sits in the zip's own comment, so any unzip program opens the file.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { DEFAULTS, withChanges } from '../config';
import { type Dataset, OBJECTIVES } from '../data/schema';
import { FLOORS, isFloor } from '../methods/floors';
import { untrained } from '../methods/presets';
import { isTrained } from '../methods/trained';
import { encodeSides, type Vectors } from '../model/parameters';
import { preferenceTower } from '../model/preference';
import { type Reranker, rerankerArrays, untrainedRerankers } from '../model/reranker';
import { isNetwork, ownersOf, type Trainable, trainedArrays, vectorLayout } from '../model/trainable';
import { scorerOf } from '../train/lookout';
import type { Run } from './run';

const FORMAT = 'csmf-playground-run';
const VERSION = 1;
/** Hexadecimal digits of the digest. */
const DIGEST_LENGTH = 64;
/** A run's file beyond this is refused before it is unpacked. */
const LARGEST_BYTES = 1 << 30;

const perObjective = z.object({ exposure: z.number(), click: z.number(), conversion: z.number() });
const somePerObjective = z.object({
  exposure: z.number().exactOptional(),
  click: z.number().exactOptional(),
  conversion: z.number().exactOptional(),
});
const objective = z.enum(OBJECTIVES);
const shares = perObjective.extend({ free: z.number(), blocked: z.number() });
const curve = z.object({
  tower: z.enum(['user', 'item', 'both']),
  layer: z.string(),
  mass: z.array(z.number()).transform((mass) => Float32Array.from(mass)),
  released: z.number(),
  candidates: z.number(),
  tau: z.number().exactOptional(),
});
const stage = z.object({
  id: z.string(),
  kind: z.enum(['train', 'prune', 'recover', 'shrink', 'rerank']),
  objective,
  seconds: z.number(),
  steps: z.number(),
  owned: shares.exactOptional(),
  outputBlocks: perObjective.exactOptional(),
  recall: somePerObjective,
  curves: z.array(curve).exactOptional(),
  shrink: z
    .object({ factor: z.number(), tried: z.array(z.object({ factor: z.number(), recall: z.number() })) })
    .exactOptional(),
  auxiliary: z.number().exactOptional(),
  bestStep: z.number().exactOptional(),
});
const Manifest = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  dataset: z.object({ name: z.string(), fingerprint: z.string() }),
  summary: z.object({
    id: z.string(),
    method: z.string(),
    config: z.record(z.string(), z.unknown()),
    engine: z.string(),
    backend: z.string(),
    seconds: z.number(),
    steps: z.number(),
    parameters: z.number(),
    vectorWidth: z.number(),
    history: z.array(z.object({ step: z.number(), stage: z.string(), loss: z.number() })),
    drift: perObjective,
  }),
  stages: z.array(stage),
  validations: z.array(z.object({ step: z.number(), recall: somePerObjective, drift: somePerObjective })),
});

export async function packRun(run: Run): Promise<Blob> {
  const { summary, dataset, stages, validations, trained } = run;
  // Pruning curves are typed arrays; JSON wants plain ones.
  const plain = (_: string, value: unknown) => (value instanceof Float32Array ? [...value] : value);
  const manifest = { format: FORMAT, version: VERSION, dataset, summary, stages, validations };
  const files: Record<string, Uint8Array> = { 'run.json': strToU8(JSON.stringify(manifest, plain, 1)) };
  if (trained) {
    files['weights.f32'] = joined(trainedArrays(trained.model) as Float32Array[]);
    files['owners.u8'] = joined(ownersOf(trained.model));
    files['user-vectors.f32'] = bytesOf(trained.vectors.users);
    files['item-vectors.f32'] = bytesOf(trained.vectors.items);
    if (trained.rerankers) {
      files['rerankers.f32'] = joined(trained.rerankers.flatMap(rerankerArrays) as Float32Array[]);
    }
  }
  const zip = zipSync(files, { level: 6 });
  const body = new Uint8Array(zip.length + DIGEST_LENGTH);
  body.set(zip);
  // The end record's last two bytes are the comment's length.
  new DataView(body.buffer).setUint16(zip.length - 2, DIGEST_LENGTH, true);
  const digest = await sha256(body.subarray(0, zip.length));
  body.set(strToU8(digest), zip.length);
  return new Blob([body], { type: 'application/zip' });
}

/**
 * Reads a run back for the log it was trained on; its scores are bit-identical to the exported run's.
 * Rejects with an Error that says what is wrong: damaged, foreign, another log, wrong shapes, NaN.
 */
export async function unpackRun(file: Blob, dataset: Dataset): Promise<Run> {
  if (file.size > LARGEST_BYTES) throw refusal('it is larger than 1 GiB');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const end = bytes.length - DIGEST_LENGTH;
  if (end < 0) throw refusal('it is too short to be one');
  const digest = strFromU8(bytes.subarray(end));
  if (digest !== (await sha256(bytes.subarray(0, end)))) {
    throw refusal('its checksum does not fit: it is damaged, cut short, or no run at all');
  }
  const files = unzipSync(bytes);
  const manifest = Manifest.safeParse(JSON.parse(strFromU8(files['run.json'] ?? strToU8('null'))));
  if (!manifest.success)
    throw refusal(`its run.json is not understood (${manifest.error.issues[0]?.message})`);
  const { summary, dataset: origin, stages, validations } = manifest.data;
  if (origin.fingerprint !== dataset.log.fingerprint) {
    throw new Error(
      `This run was trained on “${origin.name}”, not on the log that is loaded. Load that log first, then import again.`,
    );
  }
  const config = withChanges(DEFAULTS, summary.config);
  const kept = {
    summary: { ...summary, config },
    dataset: origin,
    stages,
    validations,
  };
  const { method } = summary;
  if (isFloor(method)) return { ...kept, scorer: FLOORS[method](dataset, config.seed) };
  if (!isTrained(method)) throw refusal(`its method, “${method}”, is not known here`);
  const model = untrained(method, { dataset, config });
  fill(trainedArrays(model) as Float32Array[], files['weights.f32'], 'weights.f32');
  fill(ownersOf(model), files['owners.u8'], 'owners.u8');
  const vectors = readVectors(model, dataset, files);
  const rerankers = method === 'rerank' ? readRerankers(vectors, dataset, files['rerankers.f32']) : undefined;
  const trained = { model, vectors, ...(rerankers && { rerankers }) };
  return { ...kept, trained, scorer: scorerOf(vectors, dataset, rerankers) };
}

function readRerankers({ width }: Vectors, { log }: Dataset, file: Uint8Array | undefined): Reranker[] {
  const rerankers = untrainedRerankers(log.objectives, width, 0);
  fill(rerankers.flatMap(rerankerArrays) as Float32Array[], file, 'rerankers.f32');
  return rerankers;
}

function readVectors(model: Trainable, dataset: Dataset, files: Record<string, Uint8Array>): Vectors {
  const { log } = dataset;
  const layout = vectorLayout(model);
  const { width } = layout;
  const vectors = {
    users: new Float32Array(log.users.ids.length * width),
    items: new Float32Array(log.items.ids.length * width),
    ...layout,
    ...(isNetwork(model) &&
      model.architecture.preference && { preference: preferenceTower(model, encodeSides(dataset).users) }),
  };
  fill([vectors.users], files['user-vectors.f32'], 'user-vectors.f32');
  fill([vectors.items], files['item-vectors.f32'], 'item-vectors.f32');
  return vectors;
}

/** Copies a file's bytes into arrays that say how long it must be. */
function fill(targets: (Float32Array | Uint8Array)[], file: Uint8Array | undefined, name: string): void {
  const length = targets.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (file?.length !== length) throw refusal(`${name} has ${file?.length ?? 0} bytes where ${length} belong`);
  let start = 0;
  for (const target of targets) {
    bytesOf(target).set(file.subarray(start, start + target.byteLength));
    start += target.byteLength;
    if (target instanceof Float32Array && !target.every(Number.isFinite)) {
      throw refusal(`${name} holds values that are no numbers`);
    }
  }
}

const refusal = (reason: string) => new Error(`This file is not imported: ${reason}. Nothing was changed.`);

const bytesOf = (array: Float32Array | Uint8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function joined(arrays: (Float32Array | Uint8Array)[]): Uint8Array {
  const whole = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let start = 0;
  for (const array of arrays) {
    whole.set(bytesOf(array), start);
    start += array.byteLength;
  }
  return whole;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
