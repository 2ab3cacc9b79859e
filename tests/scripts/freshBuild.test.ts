import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isStale } from '../../scripts/freshBuild.mjs';

let root: string;

/** Sets a file's or folder's date to so many seconds after 2020. */
const date = (path: string, seconds: number) =>
  utimesSync(join(root, path), 1_577_836_800 + seconds, 1_577_836_800 + seconds);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'csmf-fresh-'));
  mkdirSync(join(root, 'src', 'page'), { recursive: true });
  mkdirSync(join(root, 'dist'));
  for (const path of ['src/page/main.tsx', 'index.html', 'dist/index.html', 'README.md']) {
    writeFileSync(join(root, path), '');
    date(path, 0);
  }
  for (const path of ['src/page', 'src']) date(path, 0);
  date('dist/index.html', 10);
});

afterEach(() => rmSync(root, { recursive: true }));

it('a build newer than all it is made of is fresh', () => {
  expect(isStale(root)).toBe(false);
  date('README.md', 20);
  expect(isStale(root)).toBe(false);
});

it.each(['src/page/main.tsx', 'index.html', 'src/page'])(
  'a change of %s makes it stale, deletions in a folder included',
  (path) => {
    date(path, 20);
    expect(isStale(root)).toBe(true);
  },
);

it('a build that is missing is stale', () => {
  rmSync(join(root, 'dist'), { recursive: true });
  expect(isStale(root)).toBe(true);
});
