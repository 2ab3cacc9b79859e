/** What the retrieval service answers of a run whose scores are a small table. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { itemMap } from '../../src/evaluate/itemMap/itemMap';
import type { Vectors } from '../../src/model/vectors';
import { ItemMaps } from '../../src/worker/retrieval/itemMaps';
import { RetrievalService } from '../../src/worker/retrieval/retrievalService';
import { untrainedBaselineRun } from '../../src/worker/training/sessionRun';
import { datasetOfRows, type Row, tableScorer } from '../evaluate/datasetOfRows';

const ROWS: Row[] = [
  [0, 0, 0, 'train'],
  [0, 1, 1, 'validation'],
  [0, 2, 2, 'test'],
  [0, 3, 0, 'test'],
];
const dataset = datasetOfRows({ users: 1, items: 6 }, ROWS);
const scorer = tableScorer([[[9, 1, 2, 8, 5, 7]], [[0, 3, 2, 1, 4, 6]], [[0, 1, 9, 1, 3, 2]]]);

function createService() {
  const run = untrainedBaselineRun({ id: 'a', method: 'popularity', dataset, config: DEFAULTS });
  return new RetrievalService({
    engines: { current: async () => expect.unreachable('no engine is needed') },
    data: { dataset },
    runs: { current: { ...run, scorer } },
    shown: { scorer },
    projectItems: itemMap,
    emit: () => undefined,
  });
}

const SALES = { exposure: 0, click: 0, conversion: 1 };
const REACH = { exposure: 1, click: 0, conversion: 0 };

describe('what everybody is shown', () => {
  it('is evaluated on test, beside a pinned weighting and with what both have in common', async () => {
    // K = 5 of the 4 items left: both lists hold the same items, every positive among them.
    const outcome = await createService().fusedOutcome(SALES, REACH);
    expect(outcome).toMatchObject({ recall: { exposure: 1, click: 1, conversion: 1 }, shared: 1 });
    expect(outcome?.pinned?.recall).toEqual({ exposure: 1, click: 1, conversion: 1 });
    expect(await createService().fusedOutcome(SALES)).not.toHaveProperty('pinned');
  });

  it('is computed for the latest weighting only', async () => {
    const service = createService();
    const answers = await Promise.all([service.fusedOutcome(REACH), service.fusedOutcome(SALES)]);
    expect(answers.map((answer) => answer === null)).toEqual([true, false]);
  });
});

describe('the weighting grid', () => {
  it('has 66 points for a ρ of 1 and one fewer for 0, on validation', async () => {
    const service = createService();
    const grid = await service.weightingGrid({ rho: 1, steps: 10 });
    expect(grid).toMatchObject({ rho: 1, steps: 10, split: 'validation', k: 5 });
    expect(grid?.points).toHaveLength(66);
    expect((await service.weightingGrid({ rho: 0, steps: 10 }))?.points).toHaveLength(65);
  });
});

describe('the map of the items', () => {
  it('is refused, with the reason, where the method gives items no vectors', async () => {
    const refused = createService().itemMap();
    await expect(refused).rejects.toMatchObject({
      code: 'no-item-vectors',
      values: { method: 'popularity' },
    });
  });

  it('is the same object for the same vectors, and null once it is stopped', async () => {
    const items = Float32Array.from({ length: 40 }, (_, index) => (index * 7) % 11);
    const vectors: Vectors = {
      users: new Float32Array(2),
      items,
      width: 2,
      blocks: new Uint8Array(2),
      scores: 'cumulative',
    };
    const maps = new ItemMaps(() => undefined, itemMap);
    const stopped = maps.of(vectors);
    maps.stop();
    expect(await stopped).toBeNull();
    const made = await maps.of(vectors);
    expect(made).toMatchObject({ method: 'umap' });
    expect(made?.coordinates).toHaveLength(40);
    expect(await maps.of(vectors)).toBe(made);
  });
});
