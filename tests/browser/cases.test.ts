import { expect, it } from 'vitest';
import { readCases } from '../cases/manifest';
import { runCases } from '../cases/runCases';

/** Bare, mapped and by screen; loaded, refused, and loaded with a remark. */
const SUBSET = /^(C35-space-after-quote\/bare|C41-trailing-tab\/bare|C48-grand-total\/bare)$/;

it('opens files as people write them: some cases that are right', async () => {
  const results = await runCases(readCases('tests/cases/cases.json', SUBSET));
  expect(results.filter(({ isRight }) => !isRight)).toEqual([]);
  expect(results.length).toBeGreaterThan(0);
});
