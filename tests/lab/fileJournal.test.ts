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
  it('knows after a restart what was put before', async () => {
    await openFileJournal(path).put('a', result);
    await openFileJournal(path).put('b', { ...result, steps: 1 });
    const journal = openFileJournal(path);
    expect(await journal.get('a')).toEqual(result);
    expect(await journal.get('b')).toEqual({ ...result, steps: 1 });
    expect(await journal.get('c')).toBeUndefined();
  });

  it('loses only the line that a crash cut off', async () => {
    await openFileJournal(path).put('a', result);
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, whole.replace('"a"', '"b"').slice(0, -20));
    const journal = openFileJournal(path);
    expect(await journal.get('b')).toBeUndefined();
    await journal.put('c', result);
    const again = openFileJournal(path);
    expect(await again.get('a')).toEqual(result);
    expect(await again.get('c')).toEqual(result);
    writeFileSync(path, '');
    expect(await openFileJournal(path).get('a')).toBeUndefined();
  });
});

describe('a trial’s line', () => {
  it('says where the experiment stands, what came out and how long the rest takes', () => {
    const event = { trial: outcome.trial, done: 3, total: 12, etaMs: 120_000, outcome };
    expect(lineOf(event, new Map())).toBe('[3/12] shop csmf seed 2: X .250 .500, 2.5 s; 2 min left');
    const failed = { trial: outcome.trial, alternative: 0, reason: 'The loss was no longer a number.' };
    expect(lineOf({ ...event, done: 12, outcome: failed }, new Map([['shop', 'My shop']]))).toBe(
      '[12/12] My shop csmf seed 2: The loss was no longer a number.',
    );
  });
});
