/** An experiment as a person states it, and the trials it unfolds into, always in the same order. */
import { z } from 'zod';
import type { ConfigChanges } from '../config';
import { SAMPLES, type SampleName } from '../data/sample/catalogue';
import { GRID_SIZE, METHODS } from '../methods/catalogue';
import { isTrained } from '../methods/trained';
import { MIN_BUDGET } from './catalogue';

const seed = z.int().min(0);
const size = z.int().min(20).optional();

const datasetRequest = z.union([
  z.strictObject({
    sample: z.enum(SAMPLES.map(({ name }) => name) as [SampleName, ...SampleName[]]),
    users: size,
    items: size,
  }),
  z.strictObject({ fingerprint: z.string().min(1) }),
]);

const methodVariant = z.strictObject({
  /** Names its row; different from every other's. */
  label: z.string().min(1),
  method: z.string(),
  /** Over the method's defaults, under what tuning tries. */
  changes: z.record(z.string(), z.unknown()).default({}),
});

const specSchema = z.strictObject({
  datasets: z.array(datasetRequest).min(1),
  /** Method ids, or methods with a label and changes of their own. */
  methods: z.array(z.union([z.string(), methodVariant])).min(1),
  seeds: z.array(seed).min(1).default([0, 1, 2]),
  /** Share of each stage's gradient steps. */
  budget: z.number().min(MIN_BUDGET).max(1).default(1),
  /** Of Recall@K and NDCG@K; without it each dataset's own. */
  k: z.int().min(1).optional(),
  /** Label of the row all others are tested against; without it csmf, else the first. */
  reference: z.string().optional(),
  /** Whether every trained method is first tuned on validation. */
  tuned: z.boolean().default(true),
});

/** What is asked for; everything but datasets and methods may be left out. */
export type LabRequest = z.input<typeof specSchema>;
/** A sample (seed of data and model alike), or a log that is there already (seed of the model only). */
export type DatasetRequest = z.output<typeof datasetRequest>;

export interface MethodVariant {
  label: string;
  method: string;
  changes: ConfigChanges;
}

export interface LabSpec {
  datasets: DatasetRequest[];
  methods: MethodVariant[];
  seeds: number[];
  budget: number;
  k?: number | undefined;
  reference: string;
  tuned: boolean;
}

/** One training and what it is judged on. */
export interface Trial {
  dataset: DatasetRequest;
  variant: MethodVariant;
  /** `tune` is judged on validation only, `measure` on test. */
  phase: 'tune' | 'measure';
  seed: number;
  /** Of the method's grid; in `measure` whichever tuning finds best. */
  alternative: number | 'best';
}

/** Tuning is done with one seed. */
const TUNING_SEED = 0;

/** Throws Error with a sentence that names the place when something is missing, unknown or out of bounds. */
export function parseSpec(request: unknown): LabSpec {
  const { success, data, error } = specSchema.safeParse(request);
  if (!success) {
    const [issue] = error.issues;
    throw new Error(`This is no experiment: ${issue?.path.join('.') || 'all of it'}: ${issue?.message}.`);
  }
  const methods = data.methods.map((entry): MethodVariant => {
    if (typeof entry === 'string') return { label: entry, method: entry, changes: {} };
    return { ...entry, changes: entry.changes as ConfigChanges };
  });
  const labels = methods.map(({ label }) => label);
  const reference = data.reference ?? (labels.includes('csmf') ? 'csmf' : labels[0]!);
  checkMethods(methods);
  checkDistinct('method', labels);
  checkDistinct('seed', data.seeds);
  checkDistinct('dataset', data.datasets.map(nameOf));
  if (!labels.includes(reference)) {
    throw new Error(`The reference “${reference}” is none of the methods: ${labels.join(', ')}.`);
  }
  return { ...data, methods, reference };
}

/** How a dataset is told apart from the others of an experiment: `shop`, `shop 80 × 60`, a fingerprint. */
export function nameOf(request: DatasetRequest): string {
  if ('fingerprint' in request) return request.fingerprint;
  const entry = SAMPLES.find(({ name }) => name === request.sample)!;
  const { users = entry.users, items = entry.items } = request;
  return users === entry.users && items === entry.items ? entry.name : `${entry.name} ${users} × ${items}`;
}

/**
 * Dataset by dataset, method by method: first the tuning of a trained method (every alternative of its
 * grid), then each seed with the winner.
 */
export function trialsOf({ datasets, methods, seeds, tuned }: LabSpec): Trial[] {
  return datasets.flatMap((dataset) =>
    methods.flatMap((variant): Trial[] => {
      const isTuned = tuned && isTrained(variant.method);
      const alternatives = isTuned ? [...new Array(GRID_SIZE).keys()] : [];
      return [
        ...alternatives.map(
          (alternative): Trial => ({ dataset, variant, phase: 'tune', seed: TUNING_SEED, alternative }),
        ),
        ...seeds.map((seed): Trial => {
          return { dataset, variant, phase: 'measure', seed, alternative: isTuned ? 'best' : 0 };
        }),
      ];
    }),
  );
}

function checkMethods(methods: readonly MethodVariant[]): void {
  const known: readonly string[] = METHODS.map(({ id }) => id);
  const stranger = methods.find(({ method }) => !known.includes(method));
  if (stranger) throw new Error(`There is no method “${stranger.method}”. Choose of ${known.join(', ')}.`);
}

function checkDistinct(what: string, values: readonly (string | number)[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new Error(`The ${what} “${twice}” is there twice.`);
}
