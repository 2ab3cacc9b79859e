import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '../../bench/publish';
import type { Results } from '../../bench/results';

const results = (quick: boolean): Results => ({
  ...{ adapter: 'none', software: true, browser: 'Chromium 1', cores: 2 },
  ...{ date: '2026-01-01T00:00:00.000Z', quick, load: { before: 0, after: 1 }, rows: [] },
});

describe('the results of a benchmark', () => {
  let folder: string;
  let printed: string[];
  const publishHere = (quick: boolean, only: readonly string[] = []) =>
    publish(results(quick), only, pathToFileURL(`${folder}/`), (text) => printed.push(text));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csmf-publish-'));
    printed = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are two files after a full run', () => {
    publishHere(false);
    expect(readdirSync(folder).sort()).toEqual(['RESULTS.md', 'results.json']);
    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toEqual(results(false));
    expect(printed).toEqual([]);
  });

  it('are printed after a quick run, and the files of the full run stay', () => {
    writeFileSync(join(folder, 'results.json'), 'full');
    writeFileSync(join(folder, 'RESULTS.md'), 'full');
    publishHere(true);
    expect(readFileSync(join(folder, 'results.json'), 'utf8')).toBe('full');
    expect(readFileSync(join(folder, 'RESULTS.md'), 'utf8')).toBe('full');
    expect(printed.join()).toContain('# Benchmark');
  });

  it.each([true, false])('are no files when only some rows were chosen (quick: %s)', (quick) => {
    publishHere(quick, ['ours-wasm']);
    expect(readdirSync(folder)).toEqual([]);
  });
});
