import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/coded';
import { renderEnglish, sentenceOf } from '../../src/page/messages/sentence';
import { errorMessage, sessionWithMessages } from '../../src/page/messages/withMessages';

const NO_RUN = renderEnglish('error.no-run');

/** An error as it arrives from the worker: not an instance of its class, but with all that it carried. */
const arrived = (carried: object) => Object.assign(new Error('for logs'), carried);

describe('sentenceOf', () => {
  it('returns the sentence of a code, then the message, then a sentence that names the code', () => {
    expect(NO_RUN).toContain('Train a model first');
    expect(sentenceOf('error', { code: 'no-run', message: 'an old sentence' })).toBe(NO_RUN);
    expect(sentenceOf('error', { code: 'from-tomorrow', message: 'A sentence.' })).toBe('A sentence.');
    expect(sentenceOf('error', { code: 'from-tomorrow' })).toContain('“from-tomorrow”');
  });

  it('falls back in the same way when a value that the sentence shows is missing', () => {
    const code = 'column-not-chosen';
    expect(sentenceOf('issue', { code, values: { file: 'a.csv', role: 'user' } })).toContain('a.csv');
    expect(sentenceOf('issue', { code, message: 'An old sentence.' })).toBe('An old sentence.');
  });
});

describe('errorMessage', () => {
  it('counts the issues of a file and says where the first is', () => {
    const issues = [
      { file: 'log.csv', line: 1203, column: 'click', code: 'x', message: 'Not a flag.' },
      { code: 'y', message: 'Something else.' },
    ];
    expect(errorMessage(arrived({ issues: issues.slice(0, 1), counts: { x: 1 } }))).toBe(
      '“log.csv”, line 1203, column click: Not a flag.',
    );
    expect(errorMessage(arrived({ issues, counts: { x: 1, y: 1 } }))).toMatch(/^2 problems\. “log\.csv”, /);
    expect(errorMessage(arrived({ issues, counts: { x: 4000, y: 1 } }))).toMatch(
      /^4,001 problems \(the first 2 are listed\)\. “log\.csv”, /,
    );
  });

  it('keeps the messages of other errors', () => {
    expect(errorMessage(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe('no such file');
    expect(errorMessage(new DOMException('Stopped.', 'AbortError'))).toBe('Stopped.');
    expect(errorMessage('a string')).toBe('a string');
  });
});

describe('a session for scripts', () => {
  const issue = { code: 'from-tomorrow' };
  const session = sessionWithMessages({
    name: 'plain',
    runs: () => Promise.reject(new CodedError('no-run')),
    cancelled: () => Promise.reject(new DOMException('Stopped.', 'AbortError')),
    load: () => Promise.reject(arrived({ name: 'CsvError', issues: [issue], counts: { [issue.code]: 1 } })),
    sample: async () => ({ users: 3, warnings: [issue] }),
    report: async () => ({ findings: [{ ...issue, level: 'note' }] }),
    scores: async () => new Float32Array([1, 2]),
    lab: {
      prefix: 'lab:',
      start(request: string) {
        return Promise.resolve(this.prefix + request);
      },
      pause: () => Promise.reject(new CodedError('no-run')),
    },
  });

  it('rejects with English messages, of every issue too, and with the code as it was', async () => {
    await expect(session.runs()).rejects.toMatchObject({ code: 'no-run', message: NO_RUN });
    await expect(session.lab.pause()).rejects.toMatchObject({ code: 'no-run', message: NO_RUN });
    const error = (await session.load().catch((thrown: unknown) => thrown)) as { issues: object[] };
    expect(error).toMatchObject({ name: 'CsvError', issues: [{ message: sentenceOf('issue', issue) }] });
  });

  it('passes an AbortError on unchanged', async () => {
    await expect(session.cancelled()).rejects.toMatchObject({ name: 'AbortError', message: 'Stopped.' });
  });

  it('resolves with messages in warnings and findings, and with everything else unchanged', async () => {
    const message = sentenceOf('issue', issue);
    expect(await session.sample()).toEqual({ users: 3, warnings: [{ ...issue, message }] });
    expect(await session.report()).toEqual({ findings: [{ ...issue, level: 'note', message }] });
    expect(await session.scores()).toEqual(new Float32Array([1, 2]));
    expect(await session.lab.start('request')).toBe('lab:request');
    expect(session.name).toBe('plain');
  });
});
