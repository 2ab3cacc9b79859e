/** The experiment a person is setting up, and what it comes to before it starts. */
import { SAMPLES, type SampleName } from '../../data/catalogue';
import { GRID_SIZE, METHODS, type MethodEntry } from '../../methods/catalogue';
import type { LabRequest, LabSpec } from '../../worker/labProtocol';
import type { DatasetView } from '../../worker/protocol';

type MethodId = MethodEntry['id'];

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
export const LEAST_BUDGET = 0.05;

/** CSMF beside one rival of each kind, the floor and the ceiling: a few minutes. */
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

export const PRESETS = ['first', 'rivals', 'ablations', 'all'] as const;

/** Selections that answer a question each. */
export function presetMethods(preset: (typeof PRESETS)[number]): MethodId[] {
  const isChosen = ({ id, family }: MethodEntry): boolean =>
    ({
      first: FIRST_LOOK.includes(id),
      rivals: family !== 'cascade' || id === 'csmf' || id === 'csmf-plus',
      ablations: family === 'cascade',
      all: true,
    })[preset];
  return METHODS.filter(isChosen).map(({ id }) => id);
}

/** A person's own log, when that is what is loaded. */
export const ownLogOf = (dataset: DatasetView | null): DatasetView | null =>
  dataset && dataset.sample === undefined ? dataset : null;

/** A new log: a person who brings one wants to know about that. */
export function draftFor(draft: LabDraft, dataset: DatasetView): LabDraft {
  if (ownLogOf(dataset)) return { ...draft, ownLog: true, samples: [] };
  return { ...draft, ownLog: false, samples: draft.samples.length > 0 ? draft.samples : ['shop'] };
}

/** Samples and methods in the catalogues' order, however they were ticked. */
export function requestOf(draft: LabDraft, dataset: DatasetView | null): LabRequest {
  const own = draft.ownLog ? ownLogOf(dataset) : null;
  const samples = SAMPLES.filter(({ name }) => draft.samples.includes(name));
  return {
    datasets: [
      ...samples.map(({ name }) => ({ sample: name })),
      ...(own ? [{ fingerprint: own.summary.fingerprint }] : []),
    ],
    methods: METHODS.filter(({ id }) => draft.methods.includes(id)).map(({ id }) => id),
    seeds: [...new Array(draft.seeds).keys()],
    budget: draft.budget,
    tuned: draft.tuned,
    reference: referenceOf(draft),
  };
}

/** What the others are tested against. */
export function referenceOf({ methods, reference }: LabDraft): MethodId {
  if (reference && methods.includes(reference)) return reference;
  return methods.includes('csmf') ? 'csmf' : (METHODS.find(({ id }) => methods.includes(id))?.id ?? 'csmf');
}

/** Cells by method on one dataset: each seed once, and the grid before it where a trained method is tuned. */
export function cellsOfMethod(method: string, { seeds, tuned }: Pick<LabDraft, 'seeds' | 'tuned'>): number {
  const isTuned = tuned && METHODS.some(({ id, trained }) => id === method && trained);
  return seeds + (isTuned ? GRID_SIZE : 0);
}

/** Whether an experiment is one of the sensitivity study, and which. */
export function sweepOf(spec: LabSpec | null | undefined) {
  const changes = spec?.methods.map(({ changes }) => Object.keys(changes)) ?? [];
  if (
    changes.length === 0 ||
    changes.some((keys) => !keys.includes('granularity') && !keys.includes('gamma'))
  )
    return null;
  if (changes.every((keys) => keys.includes('gamma'))) return 'gamma';
  return changes.every((keys) => keys.includes('tau')) ? 'tau' : 'granularity';
}
