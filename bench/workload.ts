/**
 * The same log, weights and batches for every engine: drawn from one seed, in Node (where the float64
 * reference gives the first losses) and in the page of every engine.
 */
import { DEFAULTS, withChanges } from '../src/config';
import { type Batch, createBatches } from '../src/data/batches';
import { type Dataset, type InteractionLog, OBJECTIVES, type Objective, type Side } from '../src/data/schema';
import { splitLog } from '../src/data/split';
import type { StageSpec } from '../src/engine/engine';
import { type EncodedSides, encodeSides } from '../src/model/lookups';
import { ownerOf } from '../src/model/ownerBytes';
import { claimFree } from '../src/model/ownership';
import { prune } from '../src/model/prune';
import { createModel, type Model } from '../src/model/tower';
import { createRandom, type Random } from '../src/random';
import type { MaskStage, ModelKind, RowSpec } from './results';

const SEED = 1;
/** Numbers of values of the sample's features. */
const USER_FEATURES = [6, 3];
const ITEM_FEATURES = [12, 5, 40];
/** Number of batches that steps cycle through. */
const BATCHES = 16;
export const LEARNING_RATE = 5e-3;

export interface Workload {
  dataset: Dataset;
  model: Model;
  sides: EncodedSides;
  spec: StageSpec;
  batches: readonly Batch[];
}

/** Returns the model and the batches of a training row. */
export function workloadOf(row: RowSpec): Workload {
  const random = createRandom(SEED, 'bench');
  const dataset = randomDataset({ ...row, exposures: 20, random });
  const config = withChanges(DEFAULTS, { batchSize: row.batch });
  const model = createModel(dataset, config, createRandom(SEED, 'bench-weights'));
  const stage = row.stage ?? 'exposure';
  maskFor(model, stage);
  const objective = objectiveOf(stage);
  const source = createBatches({
    dataset,
    objective,
    batchSize: row.batch,
    uniformNegatives: row.model === 'small' ? 0 : config.uniformNegatives,
    random: createRandom(SEED, 'bench-batches'),
  });
  if (source.batchSize < row.batch) throw new RangeError(`only ${source.batchSize} positives`);
  const margin = { form: config.margin, gamma: config.gamma };
  return {
    dataset,
    model,
    sides: encodeSides(dataset),
    spec: {
      owner: objective,
      terms: [{ objective, weight: 1, batchShare: 1 }],
      embeddingDecay: 0,
      ...((stage === 'click' || stage === 'conversion') && { margin }),
    },
    batches: Array.from({ length: BATCHES }, () => source.next()),
  };
}

const objectiveOf = (stage: MaskStage): Objective =>
  stage === 'exposure' || stage === 'recover-exposure'
    ? 'exposure'
    : stage === 'conversion'
      ? 'conversion'
      : 'click';

/** Prunes and claims as the plan does before this stage begins. */
function maskFor(model: Model, stage: MaskStage): void {
  const random = createRandom(SEED, 'bench-prune');
  const release = (owner: number, tau: number) =>
    prune(model, {
      rule: 'cumulative',
      owner,
      laterObjectives: OBJECTIVES.length - 1 - owner,
      tau,
      weightTau: 0.3,
      random,
    });
  const objective = objectiveOf(stage);
  for (const [owner, tau] of [DEFAULTS.tau.exposure, DEFAULTS.tau.click].entries()) {
    if (ownerOf(objective) > owner || stage === (['recover-exposure', 'recover-click'] as const)[owner]) {
      release(owner, tau);
    }
    if (ownerOf(objective) > owner) claimFree(model, owner + 1);
  }
}

export interface DatasetOptions {
  users: number;
  items: number;
  model: ModelKind;
  /** Distinct exposures per user. */
  exposures: number;
  random: Random;
}

/** Draws a log: users see items, those of low index more often; a third are clicked, a third of those bought. */
export function randomDataset({ users, items, model, exposures, random }: DatasetOptions): Dataset {
  const rows = users * exposures;
  const user = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / exposures));
  const item = new Int32Array(rows);
  for (let first = 0; first < rows; first += exposures) {
    const seen = new Set<number>();
    while (seen.size < exposures) seen.add(Math.floor(items * random.uniform() ** 2));
    item.set(
      [...seen].sort((a, b) => a - b),
      first,
    );
  }
  const depth = Uint8Array.from(item, () =>
    random.uniform() < 2 / 3 ? 0 : random.uniform() < 2 / 3 ? 1 : 2,
  );
  const withFeatures = model === 'default';
  const log: InteractionLog = {
    name: 'bench',
    objectives: ['exposure', 'click', 'conversion'],
    users: randomSide('u', users, withFeatures ? USER_FEATURES : [], random),
    items: randomSide('i', items, withFeatures ? ITEM_FEATURES : [], random),
    user,
    item,
    depth,
    userStart: Int32Array.from({ length: users + 1 }, (_, index) => index * exposures),
    rowsRead: rows,
    warnings: [],
    fingerprint: 'bench',
  };
  return splitLog(log, { seed: SEED, method: 'random' });
}

function randomSide(prefix: string, count: number, cardinalities: readonly number[], random: Random): Side {
  return {
    ids: Array.from({ length: count }, (_, index) => `${prefix}${index}`),
    features: cardinalities.map((cardinality, feature) => ({
      kind: 'value',
      name: `${prefix}-feature${feature}`,
      values: Array.from({ length: cardinality }, (_, value) => `${value}`),
      index: Int32Array.from({ length: count }, () => random.integer(cardinality)),
    })),
  };
}
