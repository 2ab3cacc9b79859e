/** Generated logs in any dialect, shape, names and spellings: understood right or asked about, never misread. */
import { expect, it } from 'vitest';
import { sessionWithMessages } from '../../src/page/messages/withMessages';
import { createSession } from '../../src/worker/session';
import { fc } from '../fastCheck';
import { choices, generatedFile } from './generatedFile';
import { type Understanding, understand, type Verdict } from './verdict';

const FILES = 2000;

it('of 2,000 generated files none is misread without a word, and most are understood', async () => {
  const { data } = sessionWithMessages(createSession('wasm'));
  const results: (Understanding & { choices: string })[] = [];
  for (const chosen of fc.sample(choices, { numRuns: FILES, seed: 5 })) {
    const result = await understand(data, generatedFile(chosen));
    results.push({ ...result, choices: JSON.stringify(chosen) });
  }
  const share = (verdict: Verdict) =>
    results.filter((result) => result.verdict === verdict).length / results.length;
  const percent = (verdict: Verdict) => `${(100 * share(verdict)).toFixed(2)}% ${verdict}`;
  const verdicts = ['right', 'asked', 'refused', 'announced', 'misread'] as const;
  console.log(`${FILES} generated files: ${verdicts.map(percent).join(', ')}`);
  expect(results.filter(({ verdict }) => verdict === 'misread').slice(0, 20)).toEqual([]);
}, 300_000);
