/**
 * The samples: logs generated from a seed, whose true probabilities are known. Where items are
 * attractive and good at once is set by ρ; everything else is the same in all of them.
 */

import { quickselect } from 'simple-statistics';
import { CodedError } from '../../coded';
import { exp } from '../../elementaryFunctions';
import { createRandom } from '../../random';
import { buildLog } from '../log';
import { type InteractionLog, OBJECTIVES, type Truth } from '../schema';
import { SAMPLES, type SampleName } from './sampleCatalogue';
import { trueLogProbabilities } from './sampleTruth';
import { createItems, createUsers } from './sampleWorld';

/** What distinguishes one sample from another. */
interface Dials {
  /** Mean exposures of a user. */
  exposures: number;
  /** Conflict: what attracts clicks is bad (ρ > 0) or good (ρ < 0). */
  rho: number;
  /** Conversion's log-odds before anything is known. */
  conversionIntercept: number;
}

const DIALS: Record<SampleName, Dials> = {
  shop: { exposures: 50, rho: 0.6, conversionIntercept: -2.4 },
  'shop-large': { exposures: 60, rho: 0.6, conversionIntercept: -2.4 },
  aligned: { exposures: 50, rho: -0.6, conversionIntercept: -2.4 },
  sparse: { exposures: 50, rho: 0.6, conversionIntercept: -3.4 },
};

const MIN_EXPOSURES = 8;
const MIN_ENTITIES = 20;
/** The truth takes 12 bytes for each pair. */
const MAX_PAIRS = 25_000_000;

/**
 * The sample's log for a seed (0 is one), with its truth. Other numbers of users and items change
 * nothing else, but nobody is ever shown more than half the catalogue.
 * Throws CodedError on an unknown name (`unknown-sample`) or sizes out of bounds (`sample-too-small`,
 * `sample-too-large`), and as createRandom does on a seed that is none.
 */
export async function generateSample(
  name: SampleName,
  options: { seed?: number; users?: number; items?: number } = {},
): Promise<InteractionLog> {
  const entry = SAMPLES.find((sample) => sample.name === name);
  if (!entry) {
    throw new CodedError('unknown-sample', { name });
  }
  const { seed = 0, users = entry.users, items = entry.items } = options;
  checkSizes(users, items);
  const dials = DIALS[name];
  const itemWorld = createItems(seed, items, dials.rho);
  const userWorld = createUsers(seed, users);
  const truth = trueLogProbabilities(userWorld, itemWorld, dials.conversionIntercept);
  const rows = drawLog({ seed, users, items, truth, exposures: dials.exposures });
  return buildLog({
    name,
    objectives: OBJECTIVES,
    users: userWorld.side,
    items: itemWorld.side,
    rows,
    rowsRead: rows.user.length,
    truth,
  });
}

function checkSizes(users: number, items: number): void {
  for (const [side, count] of Object.entries({ users, items })) {
    if (!Number.isInteger(count) || count < MIN_ENTITIES) {
      throw new CodedError('sample-too-small', { side, min: MIN_ENTITIES, count });
    }
  }
  if (users * items > MAX_PAIRS) {
    throw new CodedError('sample-too-large', { max: MAX_PAIRS, users, items });
  }
}

/** Exposures without replacement, then a click on some of them, then a conversion of some clicks. */
function drawLog(options: {
  readonly seed: number;
  readonly users: number;
  readonly items: number;
  readonly truth: Truth;
  readonly exposures: number;
}): { user: Int32Array; item: Int32Array; depth: Uint8Array } {
  const { seed, users, items, truth, exposures } = options;
  const counts = createRandom(seed, 'sample exposure counts');
  const gumbels = createRandom(seed, 'sample exposures');
  const outcomes = createRandom(seed, 'sample outcomes');
  const user: number[] = [];
  const item: number[] = [];
  const depth: number[] = [];
  const keys: number[] = new Array(items).fill(0);
  for (let u = 0; u < users; u++) {
    const base = u * items;
    // Gumbel top-n: the n largest of log p + Gumbel noise are n draws without replacement.
    for (let i = 0; i < items; i++) keys[i] = truth.exposure[base + i]! + gumbels.gumbel();
    const wanted = Math.max(MIN_EXPOSURES, counts.poisson(exposures));
    const shown = largest(keys, Math.min(wanted, Math.floor(items / 2)));
    for (const i of shown) {
      const index = base + i;
      const clicked = outcomes.uniform() < exp(truth.click[index]! - truth.exposure[index]!);
      const bought = outcomes.uniform() < exp(truth.conversion[index]! - truth.click[index]!);
      user.push(u);
      item.push(i);
      depth.push(clicked ? (bought ? 2 : 1) : 0);
    }
  }
  return { user: Int32Array.from(user), item: Int32Array.from(item), depth: Uint8Array.from(depth) };
}

/** Returns the indices of the `count` largest keys, ascending. */
function largest(keys: readonly number[], count: number): number[] {
  const arranged = keys.slice();
  const border = keys.length - count;
  quickselect(arranged, border);
  const smallest = arranged[border]!;
  return [...keys.keys()].filter((index) => keys[index]! >= smallest);
}
