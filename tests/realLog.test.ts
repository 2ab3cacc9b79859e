/** A log of ratings that people gave: here CSMF+ must stay beside the joint model. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../src/data/csv/readCsv';
import { OBJECTIVES } from '../src/data/schema';
import { splitLog } from '../src/data/split';
import { evaluate } from '../src/evaluate/evaluate';
import { cutoff } from '../src/evaluate/metrics';
import type { TrainedMethod } from '../src/methods/trained';
import { fusedEngine } from './fusedEngine';
import { trainMethod } from './trainMethod';

const INSTEVAL = new URL('../../shared/data/insteval.csv', import.meta.url);

/** Said in the title, because the log is not part of this repository. */
const SKIPPED = existsSync(INSTEVAL)
  ? ''
  : ' (skipped: needs insteval.csv in shared/data beside the repository)';

describe('a real log of ratings', () => {
  it.skipIf(!existsSync(INSTEVAL))(
    `gives CSMF+ recall within 1 % of the joint model’s on every objective${SKIPPED}`,
    async () => {
      const engine = await fusedEngine();
      const { log } = await readCsv({ source: readFileSync(INSTEVAL, 'utf8') });
      const dataset = splitLog(log, { seed: 0 });
      const recall = async (method: TrainedMethod) => {
        const { scorer } = await trainMethod({ engine, dataset, method });
        const k = cutoff(log.items.ids.length);
        const report = await evaluate({ scorer, dataset, split: 'test', k, seed: 0, intervals: false });
        return OBJECTIVES.map((objective) => report[objective]!.recall);
      };
      const [plus, joint] = [await recall('csmf-plus'), await recall('joint')];
      OBJECTIVES.forEach((_, index) => {
        expect(plus[index]).toBeGreaterThanOrEqual(0.99 * joint[index]!);
      });
    },
    900_000,
  );
});
