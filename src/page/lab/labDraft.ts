/** The experiment a person is setting up, and what it comes to before it starts. */
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
  /** The loaded log, where that is a person's own. */
  ownLog: boolean;
  methods: readonly MethodId[];
  /** How many: 0, 1, 2 … */
  seeds: number;
  /** Share of each stage's gradient steps. */
  budget: number;
  tuned: boolean;
  /** Null: csmf, or else the first of the methods. */
  reference: MethodId | null;
}

export const MOST_SEEDS = 10;

/** CSMF beside one baseline of each kind, popularity and the upper bound: a few minutes. */
const FIRST_LOOK: readonly MethodId[] = [
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
  ownLog: false,
  methods: FIRST_LOOK,
  seeds: 2,
  budget: 1,
  tuned: false,
  reference: null,
};

export const PRESETS = ['first', 'baselines', 'ablations', 'all'] as const;

/** Selections that answer a question each. */
export function presetMethods(preset: (typeof PRESETS)[number]): MethodId[] {
  const isChosen = ({ id, family }: MethodEntry): boolean =>
    ({
      first: FIRST_LOOK.includes(id),
      baselines: family !== 'cascade' || id === 'csmf' || id === 'csmf-plus',
      ablations: family === 'cascade',
      all: true,
    })[preset];
  return METHODS.filter(isChosen).map(({ id }) => id);
}

/** A person's own log, when that is what is loaded. */
export const uploadedLogOf = (dataset: DatasetView | null): DatasetView | null =>
  dataset && dataset.sample === undefined ? dataset : null;

/** A new log: a person who brings one wants to know about that. */
export function draftFor(draft: LabDraft, dataset: DatasetView): LabDraft {
  if (uploadedLogOf(dataset)) return { ...draft, ownLog: true, samples: [] };
  return { ...draft, ownLog: false, samples: draft.samples.length > 0 ? draft.samples : ['shop'] };
}

/** What can run on the chosen datasets: without a sample nobody knows the truth. */
export const isOffered =
  ({ samples }: LabDraft) =>
  ({ samplesOnly }: MethodEntry): boolean =>
    samples.length > 0 || !samplesOnly;

/** Chosen methods in the catalogue's order. */
export function methodsOf(draft: LabDraft): MethodId[] {
  const isChosen = (method: MethodEntry) => draft.methods.includes(method.id) && isOffered(draft)(method);
  return METHODS.filter(isChosen).map(({ id }) => id);
}

/** Samples in the catalogue's order, then the own log. */
export function requestOf(draft: LabDraft, dataset: DatasetView | null): LabRequest {
  const own = draft.ownLog ? uploadedLogOf(dataset) : null;
  const samples = SAMPLES.filter(({ name }) => draft.samples.includes(name));
  return {
    datasets: [
      ...samples.map(({ name }) => ({ sample: name })),
      ...(own ? [{ fingerprint: own.summary.fingerprint }] : []),
    ],
    methods: methodsOf(draft),
    seeds: [...new Array(draft.seeds).keys()],
    budget: draft.budget,
    tuned: draft.tuned,
    reference: referenceOf(draft),
  };
}

/** What the others are tested against. */
export function referenceOf(draft: LabDraft): MethodId {
  const methods = methodsOf(draft);
  const { reference } = draft;
  if (reference && methods.includes(reference)) return reference;
  return methods.includes('csmf') ? 'csmf' : (methods[0] ?? 'csmf');
}

/** Cells by method on one dataset: each seed once, and the grid before it where a trained method is tuned. */
export function trialsOfMethod(method: string, { seeds, tuned }: Pick<LabDraft, 'seeds' | 'tuned'>): number {
  const isTuned = tuned && methodEntry(method)?.trained === true;
  return seeds + (isTuned ? GRID_SIZE : 0);
}

/** Whether an experiment is one of the sensitivity study, and which. */
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
