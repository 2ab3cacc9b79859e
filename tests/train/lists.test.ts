/** Whole trainings on a file with a column of lists. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readDataset } from '../../src/data/csv/csvDataset';
import type { ColumnMapping } from '../../src/data/csv/understand/mappingTypes';
import { type Dataset, SPLITS } from '../../src/data/schema';
import type { Engine } from '../../src/engine/engine';
import type { Scorer } from '../../src/retrieve/scorer';
import { fusedEngine } from '../fusedEngine';
import { taggedCsv } from '../taggedLog';
import { trainMethod } from '../trainMethod';

let engine: Engine;
beforeAll(async () => {
  engine = await fusedEngine();
});

const CHANGES = {
  batchSize: 128,
  uniformNegatives: 64,
  steps: { exposure: 150, click: 50, conversion: 20 },
  recoverySteps: { exposure: 20, click: 20 },
  validationEvery: 50,
};

async function train(seed: number, mapping: Partial<ColumnMapping> = {}) {
  const { dataset } = await readDataset({
    source: taggedCsv({ seed }),
    mapping: { split: 'global-time', ...mapping },
    seed,
  });
  const run = await trainMethod({ engine, dataset, method: 'csmf', changes: { ...CHANGES, seed } });
  return { dataset, run };
}

/**
 * How often a new item that a user was shown in the test, or clicked, scores above another new item, a tie
 * counting half: ½ by chance. [exposure, click]
 */
function newItemsInOrder({ log, split, seen }: Dataset, scorer: Scorer): number[] {
  const scores = [0, 1, 2].map(() => new Float32Array(scorer.items));
  const others = log.items.ids.map((_, item) => item).filter((item) => !seen.items[item]);
  return [0, 1].map((depth) => {
    const shares: number[] = [];
    log.item.forEach((item, row) => {
      if (SPLITS[split[row]!] !== 'test' || seen.items[item] || log.depth[row]! < depth) return;
      scorer.score(log.user[row]!, scores);
      const own = scores[depth]!;
      const points = others.map((other) => (Math.sign(own[item]! - own[other]!) + 1) / 2);
      shares.push((points.reduce((sum, point) => sum + point, 0) - 0.5) / (others.length - 1));
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  });
}

async function orderAfter(seed: number, mapping?: Partial<ColumnMapping>): Promise<number[]> {
  const { dataset, run } = await train(seed, mapping);
  return newItemsInOrder(dataset, run.scorer);
}

describe('a list column that determines the preferences', () => {
  it.each([0, 1, 2])(
    'ranks items without exposures correctly; as one category or left out it does not, seed %i',
    async (seed) => {
      const averaged = await orderAfter(seed);
      const whole = await orderAfter(seed, { itemFeatures: ['tags'], listFeatures: [] });
      const without = await orderAfter(seed, { itemFeatures: [] });
      averaged.forEach((share, depth) => {
        expect(share).toBeGreaterThan(0.7);
        expect(whole[depth]).toBeLessThan(0.6);
        expect(without[depth]).toBe(0.5);
      });
    },
  );

  it('gives the same vectors and losses with the same seed, and others with another seed', async () => {
    const [first, again, other] = [await train(3), await train(3), await train(4)];
    expect(again.run.history).toEqual(first.run.history);
    expect(again.run.vectors).toEqual(first.run.vectors);
    expect(other.run.history).not.toEqual(first.run.history);
    // Finished objectives stand, bit for bit.
    expect(first.run.drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
  });
});
