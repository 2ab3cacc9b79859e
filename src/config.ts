/**
 * Every hyperparameter once. Controls on the page, checks of what comes in and the defaults all
 * read this table; labels and explanations live in `page/messages` under `config.<path>`.
 */
import { CodedRangeError } from './coded';
import type { Objective, PerObjective } from './data/schema';

export type Granularity = 'unit' | 'weight';
export type MarginForm = 'conflict-aware' | 'hard-push';
/** Objectives after which part of the weights is released: all that another one may follow. */
export type PrunableObjective = Exclude<Objective, 'conversion'>;
/** Two-tower methods that a reranker can be trained on. */
export const BASES = ['csmf', 'csmf-plus', 'joint', 'sequential'] as const;
export type BaseMethod = (typeof BASES)[number];

export interface Config {
  /** Seed of everything random about a training: initial weights, batches, redrawn weights. */
  seed: number;
  /** B, positives per batch. */
  batchSize: number;
  /** M, uniform negatives added to the batch's own. */
  uniformNegatives: number;
  /** Width of an id's embedding (of a feature's: see `featureWidth` in model/tower). */
  embeddingWidth: number;
  /** H, hidden units of each tower. */
  hiddenWidth: number;
  /** K, width of a tower's output, for all objectives together. */
  outputWidth: number;
  granularity: Granularity;
  /** τ, cumulative importance that CPP may release after a stage: of embedding columns, hidden and output units. */
  tau: Record<PrunableObjective, number>;
  /** τ for single weights of the first layer, at `weight` granularity. */
  weightTau: number;
  /** Share of each layer's elements that a uniform ratio releases after a stage, instead of CPP. */
  releaseShare: Record<PrunableObjective, number>;
  /** Training positives whose gradients measure the Fisher information of weights. */
  fisherSamples: number;
  margin: MarginForm;
  /** γ of the margin loss; 0 is plain sampled softmax. */
  gamma: number;
  learningRates: PerObjective<number>;
  /** Factor on the learning rate of embeddings in every stage after exposure's recovery. */
  laterEmbeddingRate: number;
  steps: PerObjective<number>;
  recoverySteps: Record<PrunableObjective, number>;
  /** Factor on the objective's learning rate while it recovers. */
  recoveryRates: Record<PrunableObjective, number>;
  /** κ: share of the unpruned model's own softmax in recovery's target. */
  distillation: number;
  /** λ: embeddings shrink by 1 − learningRate·λ each step; in every stage learningRate·λ < 1. */
  embeddingDecay: number;
  /** a: weight of the upstream objective's loss, kept only where validation prefers it over 0. */
  auxiliary: number;
  /** Scale each later block by the factor that is best on validation before it is frozen. */
  blockShrink: boolean;
  /** Weights of exposure, click and conversion in one common loss (`joint`). */
  lossWeights: PerObjective<number>;
  /** Retriever whose items `rerank` reorders. */
  base: BaseMethod;
  /** Training of each objective's reranker. */
  rerank: { steps: number; rate: number };
  /** Each stage keeps its best validation checkpoint instead of its last step. */
  keepBest: boolean;
  /** Steps between validation checks. */
  validationEvery: number;
  /** Maximum number of passes of a stage over its positives; 0: no limit. */
  maximumEpochs: number;
}

/** Defaults of the samples with the paper's plan; methods/presets adapts them to method and log. */
export const DEFAULTS: Config = {
  seed: 0,
  batchSize: 256,
  uniformNegatives: 256,
  embeddingWidth: 32,
  hiddenWidth: 64,
  outputWidth: 48,
  granularity: 'unit',
  tau: { exposure: 0.4, click: 0.3 },
  weightTau: 0.3,
  releaseShare: { exposure: 0.42, click: 0.3 },
  fisherSamples: 64,
  margin: 'conflict-aware',
  gamma: 0.5,
  learningRates: { exposure: 5e-3, click: 3e-3, conversion: 3e-3 },
  laterEmbeddingRate: 0.3,
  steps: { exposure: 400, click: 150, conversion: 100 },
  recoverySteps: { exposure: 80, click: 60 },
  recoveryRates: { exposure: 0.4, click: 1 },
  distillation: 0,
  embeddingDecay: 0,
  auxiliary: 0,
  blockShrink: false,
  lossWeights: { exposure: 1, click: 0.1, conversion: 0.03 },
  base: 'csmf',
  rerank: { steps: 300, rate: 1e-3 },
  keepBest: false,
  validationEvery: 50,
  maximumEpochs: 0,
};

/** Range and kind of one hyperparameter, for its control and its check. */
export type Parameter =
  | { path: string; kind: 'number'; min: number; max: number; step: number; integer?: true; unit?: string }
  | { path: string; kind: 'choice'; choices: readonly string[] }
  | { path: string; kind: 'switch' };

const integer = (path: string, min: number, max: number, step: number, unit?: string): Parameter => ({
  path,
  kind: 'number',
  min,
  max,
  step,
  integer: true,
  ...(unit ? { unit } : {}),
});
const real = (path: string, min: number, max: number, step: number, unit?: string): Parameter => ({
  path,
  kind: 'number',
  min,
  max,
  step,
  ...(unit ? { unit } : {}),
});

/** Every hyperparameter, in the order in which the page shows them. */
export const PARAMETERS: readonly Parameter[] = [
  integer('seed', 0, 2 ** 32 - 1, 1),
  integer('steps.exposure', 1, 20_000, 10, 'steps'),
  integer('recoverySteps.exposure', 0, 20_000, 10, 'steps'),
  integer('steps.click', 1, 20_000, 10, 'steps'),
  integer('recoverySteps.click', 0, 20_000, 10, 'steps'),
  integer('steps.conversion', 1, 20_000, 10, 'steps'),
  real('tau.exposure', 0, 0.95, 0.05),
  real('tau.click', 0, 0.95, 0.05),
  { path: 'granularity', kind: 'choice', choices: ['unit', 'weight'] },
  real('weightTau', 0, 0.95, 0.05),
  real('releaseShare.exposure', 0, 0.95, 0.05),
  real('releaseShare.click', 0, 0.95, 0.05),
  integer('fisherSamples', 1, 10_000, 16),
  { path: 'margin', kind: 'choice', choices: ['conflict-aware', 'hard-push'] },
  real('gamma', 0, 4, 0.1),
  real('distillation', 0, 1, 0.05),
  real('embeddingDecay', 0, 5, 0.1),
  real('auxiliary', 0, 2, 0.1),
  { path: 'blockShrink', kind: 'switch' },
  integer('embeddingWidth', 1, 256, 1),
  integer('hiddenWidth', 3, 512, 1),
  integer('outputWidth', 3, 512, 1),
  integer('batchSize', 2, 4096, 1),
  integer('uniformNegatives', 0, 8192, 1),
  real('learningRates.exposure', 1e-5, 0.5, 1e-3),
  real('learningRates.click', 1e-5, 0.5, 1e-3),
  real('learningRates.conversion', 1e-5, 0.5, 1e-3),
  real('laterEmbeddingRate', 0, 2, 0.1),
  real('recoveryRates.exposure', 0, 2, 0.1),
  real('recoveryRates.click', 0, 2, 0.1),
  real('lossWeights.exposure', 0, 10, 0.1),
  real('lossWeights.click', 0, 10, 0.1),
  real('lossWeights.conversion', 0, 10, 0.1),
  { path: 'base', kind: 'choice', choices: BASES },
  integer('rerank.steps', 0, 20_000, 10, 'steps'),
  real('rerank.rate', 1e-5, 0.5, 1e-4),
  { path: 'keepBest', kind: 'switch' },
  integer('validationEvery', 1, 5000, 10, 'steps'),
  integer('maximumEpochs', 0, 1000, 1, 'epochs'),
];

type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };
export type ConfigChanges = DeepPartial<Config>;

/**
 * Returns `base` with `changes` applied, one level deep; what is undefined changes nothing.
 * Throws CodedRangeError naming the path, the value and the bounds when a value or a name is not allowed, or the
 * paths and their values when they are not allowed together.
 */
export function withChanges(base: Config, changes: ConfigChanges): Config {
  const config = merged({ ...base }, changes) as unknown as Config;
  for (const parameter of PARAMETERS) checkParameter(parameter, valueAt(config, parameter.path));
  checkDecay(config);
  return config;
}

/** Returns a group of values with changes; `path` is the group's own, '' for the whole configuration. */
function merged(
  before: Readonly<Record<string, unknown>>,
  changes: unknown,
  path = '',
): Record<string, unknown> {
  if (!isGroup(changes)) {
    const names = Object.keys(before).join(', ');
    throw new CodedRangeError('hyperparameter-not-a-group', {
      path: path || 'config',
      names,
      value: shown(changes),
    });
  }
  const after = { ...before };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const name = path ? `${path}.${key}` : key;
    if (!Object.hasOwn(before, key)) throw new CodedRangeError('unknown-hyperparameter', { name });
    const own = before[key];
    after[key] = isGroup(own) ? merged(own, value, name) : value;
  }
  return after;
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a value as a sentence can show it: [1, 2] as `[1,2]`. */
const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** Requires learningRate · λ < 1 of every stage that trains or recovers: an embedding keeps 1 − learningRate · λ. */
function checkDecay(config: Config): void {
  const rates = Object.keys(config.learningRates).map((objective) => [`learningRates.${objective}`]);
  const recoveries = Object.keys(config.recoveryRates).map((objective) => [
    `learningRates.${objective}`,
    `recoveryRates.${objective}`,
  ]);
  for (const paths of [...rates, ...recoveries]) {
    const factors = [...paths, 'embeddingDecay'];
    const values = factors.map((path) => valueAt(config, path) as number);
    const product = values.reduce((left, right) => left * right);
    const named = { factors: factors.join(' × '), values: values.join(' × '), product };
    if (product >= 1) throw new CodedRangeError('decay-too-strong', named);
  }
}

/** Returns the value at a dotted path: valueAt(config, 'tau.click'). */
export function valueAt(config: Config, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], config);
}

/** Returns the change that sets one dotted path: changeAt('tau.click', .2) = { tau: { click: .2 } }. */
export function changeAt(path: string, value: unknown): ConfigChanges {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as ConfigChanges;
}

function checkParameter(parameter: Parameter, value: unknown): void {
  const { path } = parameter;
  const values = { path, value: typeof value === 'object' ? shown(value) : String(value) };
  if (parameter.kind === 'switch') {
    if (typeof value !== 'boolean') throw new CodedRangeError('hyperparameter-not-a-switch', values);
  } else if (parameter.kind === 'choice') {
    if (!parameter.choices.includes(value as string)) {
      throw new CodedRangeError('hyperparameter-not-a-choice', {
        ...values,
        choices: parameter.choices.join(', '),
      });
    }
  } else {
    const { min, max, integer } = parameter;
    const isAllowed =
      typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value));
    if (!isAllowed) {
      const kind = integer ? 'integer' : 'real';
      throw new CodedRangeError('hyperparameter-out-of-bounds', {
        ...values,
        kind,
        min: String(min),
        max: String(max),
      });
    }
  }
}
