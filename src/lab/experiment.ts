/** An experiment as a person states it, and the trials it unfolds into, always in the same order. */
import { z } from 'zod';
import { CodedError } from '../coded';
import type { ConfigChanges } from '../config';
import { SAMPLES, type SampleName } from '../data/sample/sampleCatalogue';
import { GRID_SIZE, METHODS } from '../methods/methodCatalogue';
import { isTrained } from '../methods/trained';
import { schemaFault } from '../schemaFault';
import { MIN_BUDGET } from './labCatalogue';

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
  /** Name of its row, unique in the experiment. */
  label: z.string().min(1),
  method: z.string(),
  /** Changes to the method's defaults; tuning varies them further. */
  changes: z.record(z.string(), z.unknown()).default({}),
});

const specSchema = z.strictObject({
  datasets: z.array(datasetRequest).min(1),
  /** Method ids, or methods with a label and changes. */
  methods: z.array(z.union([z.string(), methodVariant])).min(1),
  seeds: z.array(seed).min(1).default([0, 1, 2]),
  /** Share of each stage's gradient steps. */
  budget: z.number().min(MIN_BUDGET).max(1).default(1),
  /** K of Recall@K and NDCG@K; without it each dataset's default. */
  k: z.int().min(1).optional(),
  /** Label of the row that the others are tested against; without it csmf, else the first. */
  reference: z.string().optional(),
  /** Whether every trained method is first tuned on validation. */
  tuned: z.boolean().default(true),
  /** Codes of findings on an uploaded log that were seen and do not stop the experiment. */
  acknowledge: z.array(z.string()).optional(),
});

/** An experiment as it is requested; everything but datasets and methods may be left out. */
export type LabRequest = z.input<typeof specSchema>;
/** A sample (the seed is that of data and model), or an uploaded log (the seed is that of the model only). */
export type DatasetRequest = z.output<typeof datasetRequest>;
export type SampleRequest = Extract<DatasetRequest, { sample: string }>;

export const isUploadedLog = (request: DatasetRequest): request is Exclude<DatasetRequest, SampleRequest> =>
  'fingerprint' in request;

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
  acknowledge?: string[] | undefined;
}

/** One training and the split it is evaluated on. */
export interface Trial {
  dataset: DatasetRequest;
  variant: MethodVariant;
  /** `tune` is evaluated on validation only, `measure` on test. */
  phase: 'tune' | 'measure';
  seed: number;
  /** Index into the method's grid; in `measure` the one that tuning finds best. */
  alternative: number | 'best';
}

/** Seed of all tuning. */
const TUNING_SEED = 0;

/** Reads a request. Throws CodedError, which says where, when something is missing, unknown or out of bounds. */
export function parseSpec(request: unknown): LabSpec {
  const { success, data, error } = specSchema.safeParse(request);
  if (!success) {
    throw new CodedError('experiment-invalid', schemaFault(error));
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
    throw new CodedError('experiment-reference', { reference, methods: labels.join(', ') });
  }
  return { ...data, methods, reference };
}

/** Returns the name of a dataset within an experiment: `shop`, `shop 80 × 60`, a fingerprint. */
export function nameOf(request: DatasetRequest): string {
  if (isUploadedLog(request)) return request.fingerprint;
  const entry = SAMPLES.find(({ name }) => name === request.sample)!;
  const { users = entry.users, items = entry.items } = request;
  return users === entry.users && items === entry.items ? entry.name : `${entry.name} ${users} × ${items}`;
}

/**
 * Returns the trials, dataset by dataset, method by method: first the tuning of a trained method (every alternative of its
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
  const unknown = methods.find(({ method }) => !known.includes(method));
  if (unknown) throw new CodedError('unknown-method', { method: unknown.method, known: known.join(', ') });
}

function checkDistinct(kind: 'method' | 'seed' | 'dataset', values: readonly (string | number)[]): void {
  const duplicate = values.find((value, index) => values.indexOf(value) !== index);
  if (duplicate !== undefined) throw new CodedError('experiment-duplicate', { kind, value: duplicate });
}
