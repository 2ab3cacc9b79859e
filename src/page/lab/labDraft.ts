/** Draft of an experiment, with the request, the methods and the number of trials that follow from it. */
import { SAMPLES, type SampleName } from '../../data/sample/sampleCatalogue';
import type { Sweep } from '../../lab/labCatalogue';
import {
  GRID_SIZE,
  METHODS,
  type MethodEntry,
  type MethodId,
  methodEntry,
} from '../../methods/methodCatalogue';
import type { DatasetView } from '../../worker/protocol/data';
import type { LabRequest, LabSpec } from '../../worker/protocol/lab';

export interface LabDraft {
  samples: readonly SampleName[];
  /** Whether the loaded log is compared on too; only an uploaded log can be. */
  includesUploadedLog: boolean;
  methods: readonly MethodId[];
  /** Number of seeds: 0, 1, 2 … */
  seeds: number;
  /** Share of each stage's gradient steps. */
  budget: number;
  tuned: boolean;
  /** Null: csmf where it is chosen, else the first method. */
  reference: MethodId | null;
}

export const MAX_SEEDS = 10;

/** CSMF beside one baseline of each kind, popularity and the upper bound: a few minutes. */
const FIRST_METHODS: readonly MethodId[] = [
  'csmf',
  'csmf-plus',
  'joint',
  'sequential',
  'shared-bottom',
  'popularity',
  'oracle',
];

export const INITIAL_DRAFT: LabDraft = {
  samples: ['shop'],
  includesUploadedLog: false,
  methods: FIRST_METHODS,
  seeds: 2,
  budget: 1,
  tuned: false,
  reference: null,
};

/** Methods that stand before the disclosure: every question begins with them. */
export const COMMON_METHODS: readonly MethodId[] = ['csmf', 'csmf-plus', 'joint', 'sequential'];

export const PRESETS = ['pair', 'first', 'baselines', 'ablations', 'all'] as const;

/** Returns the methods of a preset, each of which answers one question. */
export function presetMethods(preset: (typeof PRESETS)[number]): MethodId[] {
  const isChosen = ({ id, family }: MethodEntry): boolean =>
    ({
      // Both have the same weights and the same vector.
      pair: id === 'csmf' || id === 'joint',
      first: FIRST_METHODS.includes(id),
      baselines: family !== 'cascade' || id === 'csmf' || id === 'csmf-plus',
      ablations: family === 'cascade',
      all: true,
    })[preset];
  return METHODS.filter(isChosen).map(({ id }) => id);
}

/** Returns the loaded log where it was uploaded, else null. */
export const uploadedLogOf = (dataset: DatasetView | null): DatasetView | null =>
  dataset && dataset.sample === undefined ? dataset : null;

/** Adapts the draft to a newly loaded log: an uploaded log replaces the samples. */
export function draftFor(draft: LabDraft, dataset: DatasetView): LabDraft {
  if (uploadedLogOf(dataset)) return { ...draft, includesUploadedLog: true, samples: [] };
  return {
    ...draft,
    includesUploadedLog: false,
    samples: draft.samples.length > 0 ? draft.samples : ['shop'],
  };
}

/** Returns whether a method can run on the chosen datasets; some need the true probabilities of a sample. */
export const isOffered =
  ({ samples }: LabDraft) =>
  ({ samplesOnly }: MethodEntry): boolean =>
    samples.length > 0 || !samplesOnly;

/** Chosen methods in the catalogue's order. */
export function methodsOf(draft: LabDraft): MethodId[] {
  const isChosen = (method: MethodEntry) => draft.methods.includes(method.id) && isOffered(draft)(method);
  return METHODS.filter(isChosen).map(({ id }) => id);
}

/** Returns the request of a draft: samples in the catalogue's order, then the uploaded log. */
export function requestOf(draft: LabDraft, dataset: DatasetView | null): LabRequest {
  const uploaded = draft.includesUploadedLog ? uploadedLogOf(dataset) : null;
  const samples = SAMPLES.filter(({ name }) => draft.samples.includes(name));
  return {
    datasets: [
      ...samples.map(({ name }) => ({ sample: name })),
      ...(uploaded ? [{ fingerprint: uploaded.summary.fingerprint }] : []),
    ],
    methods: methodsOf(draft),
    seeds: [...new Array(draft.seeds).keys()],
    budget: draft.budget,
    tuned: draft.tuned,
    reference: referenceOf(draft),
  };
}

/** Returns the method that the others are tested against. */
export function referenceOf(draft: LabDraft): MethodId {
  const methods = methodsOf(draft);
  const { reference } = draft;
  if (reference && methods.includes(reference)) return reference;
  return methods.includes('csmf') ? 'csmf' : (methods[0] ?? 'csmf');
}

/** Counts a method's trials on one dataset: one for each seed, and the grid where a trained method is tuned. */
export function trialsOfMethod(method: string, { seeds, tuned }: Pick<LabDraft, 'seeds' | 'tuned'>): number {
  const isTuned = tuned && methodEntry(method)?.trained === true;
  return seeds + (isTuned ? GRID_SIZE : 0);
}

/** Returns which sweep of the sensitivity study an experiment is, or null. */
export function sweepOf(spec: LabSpec | null | undefined): Sweep | null {
  const changes = spec?.methods.map(({ changes }) => Object.keys(changes)) ?? [];
  if (
    changes.length === 0 ||
    changes.some((keys) => !keys.includes('granularity') && !keys.includes('gamma'))
  )
    return null;
  if (changes.every((keys) => keys.includes('gamma'))) return 'gamma';
  return changes.every((keys) => keys.includes('tau')) ? 'tau' : 'granularity';
}
