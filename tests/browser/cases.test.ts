import { expect, it } from 'vitest';
import { readCases } from '../cases/caseManifest';
import { runCases } from '../cases/runCases';

/** By script, with a mapping and through the screen; each takes about a second. */
const SUBSET = [
  'C35-space-after-quote/bare',
  'C41-trailing-tab/bare',
  'A08-steam200k/mapped',
  'B04-duplicate-names/mapped',
  'B58c-refund/mapped',
  'A25-retailrocket/screen',
  'A38-kkbox/screen',
  'B30d-view-count/screen',
];

it('opens files as people write them: some cases that are right', async () => {
  const cases = readCases('tests/cases/cases.json').filter(({ id }) => SUBSET.includes(id));
  const results = await runCases(cases);
  expect(results.filter(({ isRight }) => !isRight)).toEqual([]);
  expect(results.length).toBe(SUBSET.length);
});
