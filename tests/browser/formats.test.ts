/** Files in the shapes of public logs, opened in the page as a person would: choose, look, load. */
import { expect, it } from 'vitest';
import { runCases } from '../cases/runCases';
import { expectedFormats, formatCase } from '../formats/expectedFormats';

it('opens files in the shapes of public logs with the right counts, or says what is missing', async () => {
  const cases = expectedFormats().map((expected) => formatCase(expected, 'screen'));
  const results = await runCases(cases);
  const wrong = results.filter(({ isRight }) => !isRight);
  expect(wrong.map(({ id, description }) => `${id}: ${description}`)).toEqual([]);
  expect(results).toHaveLength(28);
}, 180_000);
