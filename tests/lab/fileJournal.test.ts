import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFileJournal } from '../../bench/lab/fileJournal';
import { lineOf } from '../../bench/lab/report';
import type { TrialResult } from '../../src/lab/result';
import { measured } from './outcomes';

const outcome = measured({ label: 'csmf', seed: 2, users: { exposure: [0.25], click: [0.5] } });
const result = (outcome as { result: TrialResult }).result;
const folder = mkdtempSync(join(tmpdir(), 'csmf-journal-'));
const path = join(folder, 'deep', 'journal.jsonl');
afterEach(() => rmSync(join(folder, 'deep'), { recursive: true, force: true }));

describe('the journal on disk', () => {
  it('returns after a restart what was stored before', async () => {
    await openFileJournal(path).put('a', result);
    await openFileJournal(path).put('b', { ...result, steps: 1 });
    const journal = openFileJournal(path);
    expect(await journal.get('a')).toEqual(result);
    expect(await journal.get('b')).toEqual({ ...result, steps: 1 });
    expect(await journal.get('c')).toBeUndefined();
  });

  it('loses only the line that a crash cut off', async () => {
    await openFileJournal(path).put('a', result);
    const full = readFileSync(path, 'utf8');
    appendFileSync(path, full.replace('"a"', '"b"').slice(0, -20));
    const journal = openFileJournal(path);
    expect(await journal.get('b')).toBeUndefined();
    await journal.put('c', result);
    const reopened = openFileJournal(path);
    expect(await reopened.get('a')).toEqual(result);
    expect(await reopened.get('c')).toEqual(result);
    writeFileSync(path, '');
    expect(await openFileJournal(path).get('a')).toBeUndefined();
  });
});

describe('the line of a trial', () => {
  it('shows the progress, the figures or the reason of the failure, and the time left', () => {
    const event = { trial: outcome.trial, done: 3, total: 12, etaMs: 120_000, outcome };
    expect(lineOf(event, new Map())).toBe('[3/12] shop csmf seed 2: X .250 .500, 2.5 s; 2 min left');
    const reason = { code: 'trial-log-not-loaded', values: { fingerprint: 'abc' } };
    const failed = { kind: 'failed' as const, trial: outcome.trial, alternative: 0, reason };
    expect(lineOf({ ...event, done: 12, outcome: failed }, new Map([['shop', 'My shop']]))).toBe(
      '[12/12] My shop csmf seed 2: The log with fingerprint abc… is not loaded. Load its file again.',
    );
  });
});
