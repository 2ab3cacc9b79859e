import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/coded';
import {
  createBatches,
  createExposureBatches,
  createListBatches,
  logExpectedCounts,
} from '../../src/data/batches';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, NO_CANDIDATE, SPLIT } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { createRandom } from '../../src/random';
import { errorSentence } from './wording';

const dataset: Dataset = splitLog(await generateSample('shop', { users: 31, items: 40 }), { seed: 0 });
const sourceOf = (
  seed: number,
  changes: { batchSize?: number; uniformNegatives?: number; dataset?: Dataset } = {},
) =>
  createBatches({
    dataset,
    objective: 'exposure',
    batchSize: 32,
    uniformNegatives: 8,
    random: createRandom(seed, 'batches'),
    ...changes,
  });

describe('batches', () => {
  it('an epoch visits positives once each and drops the incomplete last batch; the next is in another order', () => {
    const { users, items } = dataset.positives.exposure!;
    const source = sourceOf(0);
    expect(source.stepsPerEpoch).toBe(Math.floor(users.length / 32));
    expect(users.length % 32).not.toBe(0);
    const known = new Set(Array.from(users, (user, n) => `${user} ${items[n]}`));
    const epochs = [0, 1].map(() =>
      Array.from({ length: source.stepsPerEpoch }, () => source.next()).flatMap((batch) =>
        Array.from(batch.users, (user, row) => `${user} ${batch.candidates[row]}`),
      ),
    );
    for (const pairs of epochs) {
      expect(pairs).toHaveLength(source.stepsPerEpoch * 32);
      expect(new Set(pairs).size).toBe(pairs.length);
      expect(pairs.every((pair) => known.has(pair))).toBe(true);
    }
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it('with as many positives as fit, an epoch covers every one exactly once', () => {
    const { users, items } = dataset.positives.exposure!;
    const source = sourceOf(0, { batchSize: users.length });
    const batch = source.next();
    const pairs = (who: Int32Array, what: Int32Array) =>
      Array.from(who, (user, n) => `${user} ${what[n]}`).sort();
    expect(pairs(batch.users, batch.candidates)).toEqual(pairs(users, items));
  });

  it('B is no larger than the positives', () => {
    const source = sourceOf(0, { batchSize: 1_000_000 });
    expect(source.batchSize).toBe(dataset.positives.exposure!.users.length);
    expect(source.stepsPerEpoch).toBe(1);
    expect(source.next().users).toHaveLength(source.batchSize);
  });

  it('candidates are the positives, then M negatives uniform over all items', () => {
    const source = sourceOf(0);
    const counts = new Float64Array(40);
    for (let step = 0; step < 500; step++) {
      const { users, candidates } = source.next();
      expect([users.length, candidates.length]).toEqual([32, 40]);
      for (const item of candidates.subarray(32)) counts[item]!++;
    }
    // 500 × 8 / 40 = 100 expected of each item, deviation √(4000 · 1/40 · 39/40) = 9.9
    expect(counts.every((count) => Math.abs(count - 100) < 50)).toBe(true);
  });

  it('the same random stream gives the same batches, another others', () => {
    const drawn = (seed: number) => Array.from({ length: 5 }, sourceOf(seed).next);
    expect(drawn(0)).toEqual(drawn(0));
    expect(drawn(1)).not.toEqual(drawn(0));
  });

  it('all batches share one log-q array', () => {
    const source = sourceOf(0);
    expect(source.next().logQ).toBe(source.next().logQ);
  });

  it('an objective without training positives is refused with a sentence', async () => {
    const empty = { users: new Int32Array(0), items: new Int32Array(0) };
    const without: Dataset = { ...dataset, positives: { exposure: empty } };
    expect(() => sourceOf(0, { dataset: without })).toThrow(CodedError);
    expect(await errorSentence(() => sourceOf(0, { dataset: without }))).toMatch(
      /Every exposure of “.*” is in the validation or test split/,
    );
    const two: Dataset = { ...dataset, positives: {} };
    expect(() => sourceOf(0, { dataset: two })).toThrow(CodedError);
  });
});

describe('batches of plain exposures', () => {
  it('go through the training exposures, each with how far it went, and are refused where there are none', () => {
    const { log, split } = dataset;
    const random = createRandom(1, 'exposures');
    const source = createExposureBatches({ dataset, batchSize: 32, random });
    const depthOf = new Map<string, number>();
    split.forEach((part, row) => {
      if (part === 0) depthOf.set(`${log.user[row]} ${log.item[row]}`, log.depth[row]!);
    });
    expect(source.stepsPerEpoch).toBe(Math.floor(depthOf.size / 32));
    const epoch = Array.from({ length: source.stepsPerEpoch }, () => source.next());
    const pairs = epoch.flatMap(({ users, candidates, depths }) => {
      expect([candidates.length, depths!.length]).toEqual([32, 32]);
      return Array.from(users, (user, row) => {
        const pair = `${user} ${candidates[row]}`;
        expect(depths![row]).toBe(depthOf.get(pair));
        return pair;
      });
    });
    expect(new Set(pairs).size).toBe(source.stepsPerEpoch * 32);
    const unseen = { ...dataset, split: new Uint8Array(split.length).fill(2) };
    expect(() => createExposureBatches({ dataset: unseen, batchSize: 32, random })).toThrow(RangeError);
  });
});

describe('batches of lists', () => {
  const options = { dataset, objective: 'click', batchSize: 4, listLength: 60 } as const;

  it('hold the training exposures of users who clicked some and not others, the rest of a list empty', () => {
    const { log, split } = dataset;
    const batch = createListBatches({ ...options, random: createRandom(1, 'lists') }).next();
    expect([batch.candidates.length, batch.depths!.length]).toEqual([240, 240]);
    batch.users.forEach((user, b) => {
      const rows = [...split.keys()].filter((row) => split[row] === SPLIT.train && log.user[row] === user);
      const expected = rows.map((row) => `${log.item[row]} ${log.depth[row]}`).sort();
      const found = Array.from({ length: 60 }, (_, place) => 60 * b + place)
        .filter((at) => batch.depths![at] !== NO_CANDIDATE)
        .map((at) => `${batch.candidates[at]} ${batch.depths![at]}`);
      expect(found.sort()).toEqual(expected);
      const clicked = rows.filter((row) => log.depth[row]! >= 1).length;
      expect(clicked).toBeGreaterThan(0);
      expect(clicked).toBeLessThan(rows.length);
    });
  });

  it('are refused where nobody both clicked and did not', async () => {
    const nobody = { ...dataset, log: { ...dataset.log, depth: new Uint8Array(dataset.log.depth.length) } };
    const random = createRandom(1, 'lists');
    const refused = () => createListBatches({ ...options, dataset: nobody, random });
    expect(refused).toThrow(expect.objectContaining({ code: 'no-preference-pairs' }));
    expect(await errorSentence(refused)).toMatch(/No user has both/);
  });
});

describe('log-q', () => {
  // Four positives: item 0 three times, item 1 once, item 2 never; q = ¾, ¼, 0. B = 2, N = 3.
  const positives = { users: Int32Array.of(0, 1, 2, 3), items: Int32Array.of(0, 0, 1, 0) };

  it('is log(B·q + M/N)', () => {
    // M = 6: M/N = 2 → 2·¾ + 2 = 3.5, 2·¼ + 2 = 2.5, 0 + 2 = 2
    const logQ = logExpectedCounts({ positives, items: 3, batchSize: 2, uniformNegatives: 6 });
    [3.5, 2.5, 2].forEach((expected, item) => {
      expect(logQ[item]).toBeCloseTo(Math.log(expected), 6);
    });
  });

  it('stays finite for an item that can never be a candidate', () => {
    // M = 0 → 2·¾ = 1.5, 2·¼ = 0.5, and item 2 is never drawn
    const logQ = logExpectedCounts({ positives, items: 3, batchSize: 2, uniformNegatives: 0 });
    expect([...logQ]).toEqual([Math.log(1.5), Math.log(0.5), 0].map(Math.fround));
  });

  it('is computed from the objective’s own training positives', () => {
    const { items } = dataset.positives.exposure!;
    const share = items.filter((item) => item === 7).length / items.length;
    expect(sourceOf(0).next().logQ[7]).toBeCloseTo(Math.log(32 * share + 8 / 40), 5);
  });
});
