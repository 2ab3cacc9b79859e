/** The cases that a script opens, without a browser: the same session as the page's worker, in seconds. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionWithMessages } from '../../src/page/messages/withMessages';
import { createSession } from '../../src/worker/session';
import { acceptanceOf } from './accept';
import { readCases } from './caseManifest';
import { describeOutcome } from './caseOutcome';
import { loadByScript, sentCase } from './loadByScript';
import { countValues } from './runCases';

const byScript = readCases('tests/cases/cases.json').filter(({ how }) => how !== 'screen');

describe('a file that a script opens', () => {
  beforeEach(() => {
    vi.stubGlobal('window', { csmf: sessionWithMessages(createSession('wasm')).data });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each(byScript.map((test) => [test.id, test] as const))(
    '%s is loaded right, refused with the reason, or remarked on',
    async (_, test) => {
      const outcome = await loadByScript(sentCase(test));
      const by = await acceptanceOf(test, outcome, countValues);
      const remarks = outcome.isLoaded ? outcome.remarks : '';
      expect(by, `${describeOutcome(outcome, test)}\n${remarks}`).toBeDefined();
    },
  );
});
