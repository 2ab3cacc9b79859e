/**
 * A kept training as it is read back: by a version of the page that may be another than the one that kept it.
 * Lengths of arrays are checked where they are put to use, against the model that the plan makes.
 */
import { z } from 'zod';
import { OBJECTIVES } from '../../data/schema';
import type { SavedTraining } from './database';

/** 1, which said no format: a stage's start only. 2: also how far within it. */
export const FORMAT = 2;

const weights = z.union([z.instanceof(Float32Array), z.instanceof(Float64Array)]);
const state = z.array(z.union([weights, z.instanceof(Uint8Array)]));
const count = z.int().min(0);
/** A loss nobody has read yet may be no number; whoever reads it says so. */
const unread = z.custom<number>((value) => typeof value === 'number');
const vectors = z.looseObject({ users: z.instanceof(Float32Array), items: z.instanceof(Float32Array) });
const reached = { recall: z.number(), step: count, arrays: state };
const adam = z.object({
  first: weights,
  second: weights,
  decay: z.object({ now: z.number(), rows: z.instanceof(Float64Array) }).exactOptional(),
});
const within = z.object({
  step: count,
  attempt: count,
  tried: z.object({ ...reached, weight: z.number() }).exactOptional(),
  recall: z.number(),
  best: z.object(reached).exactOptional(),
  engine: z.object({
    step: count,
    weights: z.array(weights),
    optimisers: z.array(adam),
    losses: z.array(unread),
  }),
});
const trainer = z.object({
  index: count,
  step: count,
  arrays: state,
  finished: z.array(z.tuple([z.enum(OBJECTIVES), vectors])),
  teacher: vectors.exactOptional(),
  rerankers: z.array(z.looseObject({ hidden: weights, head: weights })).exactOptional(),
  engine: z.string(),
  within: within.exactOptional(),
});
const point = z.looseObject({ step: count });

const Listed = z.looseObject({
  id: z.string(),
  savedAt: z.number(),
  method: z.string(),
  config: z.looseObject({ seed: z.number() }),
  dataset: z.looseObject({ name: z.string(), fingerprint: z.string() }),
  plan: z.string(),
  stage: z.string(),
  steps: count,
  checkpoint: z.looseObject({ trainer: z.looseObject({ step: count }) }),
});
const Kept = Listed.extend({
  format: z.int().default(1),
  checkpoint: z
    .object({
      trainer,
      history: z.array(point.extend({ stage: z.string(), loss: z.number() })),
      stages: z.array(z.looseObject({ id: z.string() })),
      validations: z.array(point),
      activeMs: z.number(),
      stageStartedMs: z.number().exactOptional(),
    })
    // A stage's start was kept as it began.
    .transform((checkpoint) => ({ stageStartedMs: checkpoint.activeMs, ...checkpoint })),
});

/** What a list says of it; undefined when that cannot be made out. */
export function listedTraining(record: unknown): SavedTraining | undefined {
  return Listed.safeParse(record).success ? (record as SavedTraining) : undefined;
}

/** Throws Error that says what to do when the record is of a later format or is not whole. */
export function readTraining(record: unknown): SavedTraining {
  const { format = 1 } = record as { format?: unknown };
  const read = Kept.safeParse(record);
  if (format !== 1 && format !== FORMAT) {
    throw new Error(
      `This training was kept in format ${format}, which this version of the page does not read. ` +
        'Reload the page to get the latest version, or discard it and train again.',
    );
  }
  if (!read.success) {
    throw new Error('What was kept of this training is not whole. Discard it and train again.');
  }
  return read.data as unknown as SavedTraining;
}
