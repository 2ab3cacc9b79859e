/** Sentences of issues and reasons as a person reads them, for the few tests that check their wording. */
import type { Coded } from '../../src/coded';
import type { Issue } from '../../src/data/schema';
import { sentenceOf } from '../../src/page/messages/sentence';
import { errorMessage } from '../../src/page/messages/withMessages';

/** Returns the English sentence of an issue; undefined without one. */
export const issueSentence = (issue: Issue | undefined): string | undefined =>
  issue && sentenceOf('issue', issue);

/** Returns the English sentence of the reason for a guess. */
export const reasonSentence = (reason: Coded): string => sentenceOf('reason', reason);

/** Returns the English sentence of the error that `work` ends in; fails when it does not. */
export async function errorSentence(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return errorMessage(error);
  }
  throw new Error('nothing was thrown');
}
