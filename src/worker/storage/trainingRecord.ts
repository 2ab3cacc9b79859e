/**
 * Reads a saved training, which another version of the page may have written. Lengths of arrays are checked
 * where they are used, against the model that the plan builds.
 */
import { z } from 'zod';
import { CodedError } from '../../coded';
import { OBJECTIVES } from '../../data/schema';
import type { SavedTraining } from './database';

/**
 * Format of a saved training. 1, which named no format, has the start of a stage only; 2 also the progress
 * within it, under other names; 3 is as Checkpoint has it.
 */
export const FORMAT = 3;

const weights = z.union([z.instanceof(Float32Array), z.instanceof(Float64Array)]);
const state = z.array(z.union([weights, z.instanceof(Uint8Array)]));
const count = z.int().min(0);
/** A loss may be NaN until it is read; the reader reports it. */
const unreadLoss = z.custom<number>((value) => typeof value === 'number');
const vectors = z.looseObject({ users: z.instanceof(Float32Array), items: z.instanceof(Float32Array) });
const reached = { recall: z.number(), step: count, arrays: state };
const adam = z.object({
  first: weights,
  second: weights,
  decay: z.object({ now: z.number(), rows: z.instanceof(Float64Array) }).exactOptional(),
});
const midStage = z.object({
  step: count,
  flops: z.number().optional(),
  attempt: count,
  bestAttempt: z.object({ ...reached, weight: z.number() }).optional(),
  recall: z.number(),
  best: z.object(reached).optional(),
  engine: z.object({
    step: count,
    weights: z.array(weights),
    optimisers: z.array(adam),
    losses: z.array(unreadLoss),
  }),
});
const trainer = z.preprocess(
  renamedFields,
  z.object({
    index: count,
    step: count,
    flops: z.number().optional(),
    arrays: state,
    finished: z.array(z.tuple([z.enum(OBJECTIVES), vectors])),
    teacher: vectors.exactOptional(),
    rerankers: z.array(z.looseObject({ hidden: weights, head: weights })).exactOptional(),
    engine: z.string(),
    midStage: midStage.optional(),
  }),
);

/** Renames the fields of format 2: `within` and its `tried`. */
function renamedFields(trainer: unknown): unknown {
  if (typeof trainer !== 'object' || trainer === null || !('within' in trainer)) return trainer;
  const { within, ...rest } = trainer;
  if (typeof within !== 'object' || within === null || !('tried' in within))
    return { ...rest, midStage: within };
  const { tried, ...midStage } = within;
  return { ...rest, midStage: { ...midStage, bestAttempt: tried } };
}

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
const Saved = Listed.extend({
  format: z.int().default(1),
  checkpoint: z
    .object({
      trainer,
      history: z.array(point.extend({ stage: z.string(), loss: z.number() })),
      stages: z.array(z.looseObject({ id: z.string() })),
      validations: z.array(point),
      activeMs: z.number(),
      stageStartedMs: z.number().exactOptional(),
      stageOwners: z.array(z.array(z.instanceof(Uint8Array))).exactOptional(),
    })
    // A record of a stage's start was written when the stage began.
    .transform((checkpoint) => ({ stageStartedMs: checkpoint.activeMs, ...checkpoint })),
});

/** Returns the record if a list can show it. */
export function listedTraining(record: unknown): SavedTraining | undefined {
  if (!Listed.safeParse(record).success) return undefined;
  const { checkpoint, ...rest } = record as SavedTraining;
  const trainer = renamedFields(checkpoint.trainer) as SavedTraining['checkpoint']['trainer'];
  return { ...rest, checkpoint: { ...checkpoint, trainer } };
}

/** Returns the record. Throws CodedError when it is of an unknown format or incomplete. */
export function readTraining(record: unknown): SavedTraining {
  const { format = 1 } = record as { format?: unknown };
  const read = Saved.safeParse(record);
  if (format !== 1 && format !== 2 && format !== FORMAT) {
    throw new CodedError('training-format', { format: String(format) });
  }
  if (!read.success) {
    throw new CodedError('training-incomplete');
  }
  return read.data as unknown as SavedTraining;
}
