/** The default sample at its defaults: what the prototype reached must be reached here. */
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../src/data/schema';
import { splitLog } from '../src/data/split';
import type { Engine } from '../src/engine/engine';
import { evaluate } from '../src/evaluate/evaluate';
import { cutoff } from '../src/evaluate/metrics';
import type { TrainedMethod } from '../src/methods/trained';
import { oracleScorer } from '../src/methods/untrainedBaselines';
import type { Scorer } from '../src/retrieve/scorer';
import { fusedEngine } from './fusedEngine';
import { trainMethod } from './trainMethod';

let engine: Engine;
beforeAll(async () => {
  engine = await fusedEngine();
});

function testMetrics(dataset: Dataset, scorer: Scorer) {
  const k = cutoff(dataset.log.items.ids.length);
  return evaluate({ scorer, dataset, split: 'test', k, seed: 0, intervals: false });
}

describe('the default sample', () => {
  it('is learned to the prototype’s share of the oracle’s X, and CSMF beats joint on click and conversion', async () => {
    const share = { exposure: 0, click: 0, conversion: 0 };
    for (const seed of [0, 1, 2]) {
      const dataset = splitLog(await generateSample('shop', { seed }), { seed });
      const expected = async (scorer: Scorer) => {
        const report = await testMetrics(dataset, scorer);
        return OBJECTIVES.map((objective) => report[objective]!.expected!);
      };
      const trained = async (method: TrainedMethod) =>
        expected((await trainMethod({ engine, dataset, method, changes: { seed } })).scorer);
      const [oracle, csmf, joint] = [
        await expected(oracleScorer(dataset)),
        await trained('csmf'),
        await trained('joint'),
      ];
      OBJECTIVES.forEach((objective, index) => {
        share[objective] += csmf[index]! / oracle[index]! / 3;
      });
      expect(csmf[1]).toBeGreaterThan(joint[1]!);
      expect(csmf[2]).toBeGreaterThan(joint[2]!);
    }
    expect(share.exposure).toBeGreaterThanOrEqual(0.77);
    expect(share.click).toBeGreaterThanOrEqual(0.66);
    expect(share.conversion).toBeGreaterThanOrEqual(0.53);
  }, 600_000);
});
