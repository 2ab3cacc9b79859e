/** The `run.json` of a run file, written from a run and read from an untrusted file. */
import { strToU8 } from 'fflate';
import { z } from 'zod';
import { version } from '../../../package.json';
import type { Dataset } from '../../data/schema';
import { OBJECTIVES } from '../../data/schema';
import { planOf } from '../../methods/presets';
import { isTrained } from '../../methods/trained';
import { schemaFault } from '../../schemaFault';
import type { SessionRun } from '../training/sessionRun';
import { readJson } from './json';
import { RunFileError } from './runFileError';

const FORMAT = 'csmf-playground-run';
const VERSION = 2;
const MAX_BYTES = 2 ** 25;
/** Limit of a curve's points; no training on the page has as many steps. */
const MAX_POINTS = 500_000;

/** Checks the length before the elements: otherwise each of ten million faults is described. */
const listOf = <Item extends z.ZodType>(item: Item, maxLength = MAX_POINTS) =>
  z.array(z.unknown()).max(maxLength).pipe(z.array(item));

const perObjective = z.object({ exposure: z.number(), click: z.number(), conversion: z.number() });
const somePerObjective = z.object({
  exposure: z.number().exactOptional(),
  click: z.number().exactOptional(),
  conversion: z.number().exactOptional(),
});
const shares = perObjective.extend({ free: z.number(), blocked: z.number() });
const curve = z.object({
  tower: z.enum(['user', 'item', 'both']),
  layer: z.string(),
  mass: listOf(z.number()).transform((mass) => Float32Array.from(mass)),
  released: z.number(),
  candidates: z.number(),
  tau: z.number().exactOptional(),
});
const shrink = z.object({
  factor: z.number(),
  tried: listOf(z.object({ factor: z.number(), recall: z.number() })),
});
const stage = z.object({
  id: z.string(),
  kind: z.enum(['train', 'prune', 'recover', 'shrink', 'rerank']),
  objective: z.enum(OBJECTIVES),
  seconds: z.number(),
  steps: z.number(),
  owned: shares.exactOptional(),
  outputBlocks: perObjective.exactOptional(),
  recall: somePerObjective,
  moved: z.number().exactOptional(),
  deadUnits: z.object({ user: perObjective, item: perObjective }).exactOptional(),
  curves: listOf(curve, 1000).exactOptional(),
  shrink: shrink.exactOptional(),
  auxiliary: z.number().exactOptional(),
  bestStep: z.number().exactOptional(),
});

const Origin = z.object({ format: z.literal(FORMAT), version: z.int() });
const Manifest = z.object({
  dataset: z.object({ name: z.string(), fingerprint: z.string() }),
  summary: z.object({
    id: z.string().max(200),
    method: z.string(),
    config: z.record(z.string(), z.unknown()),
    engine: z.string(),
    backend: z.string(),
    seconds: z.number(),
    steps: z.number(),
    flops: z.number().exactOptional(),
    parameters: z.number(),
    vectorWidth: z.number(),
    history: listOf(z.object({ step: z.number(), stage: z.string(), loss: z.number() })),
    drift: perObjective,
  }),
  stages: listOf(stage, 1000),
  validations: listOf(z.object({ step: z.number(), recall: somePerObjective, drift: somePerObjective })),
});
export type Manifest = z.infer<typeof Manifest>;

/** Writes `run.json`. Its `plan`, `software`, `seed` and `vectors` are for people; readManifest ignores them. */
export function writeManifest(
  { summary, dataset, stages, validations, trained }: SessionRun,
  log?: Dataset,
): Uint8Array {
  const { method, config } = summary;
  const plan = log && isTrained(method) ? planOf(method, { config, dataset: log }) : undefined;
  const manifest = {
    format: FORMAT,
    version: VERSION,
    software: { name: 'csmf-playground', version },
    dataset,
    method,
    seed: config.seed,
    ...(plan && { plan }),
    ...(trained && {
      vectors: {
        width: trained.vectors.width,
        blocks: [...trained.vectors.blocks],
        scores: trained.vectors.scores,
      },
    }),
    summary,
    stages,
    validations,
  };
  // Pruning curves are typed arrays; JSON wants plain ones.
  const plain = (_: string, value: unknown) => (value instanceof Float32Array ? [...value] : value);
  return strToU8(JSON.stringify(manifest, plain, 1));
}

/** Reads `run.json`. Throws RunFileError when it is no run, has another format's version, or is invalid. */
export function readManifest(bytes: Uint8Array): Manifest {
  const json = readJson(bytes, { name: 'run.json', maxBytes: MAX_BYTES });
  const origin = Origin.safeParse(json);
  if (!origin.success) throw new RunFileError('run-file-foreign');
  if (origin.data.version !== VERSION) {
    throw new RunFileError('run-file-of-other-version', { version: origin.data.version, known: VERSION });
  }
  const manifest = Manifest.safeParse(json);
  if (manifest.success) return manifest.data;
  throw new RunFileError('run-file-manifest', schemaFault(manifest.error));
}
