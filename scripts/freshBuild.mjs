/** Builds when the build is older than what it is made of, so that `npm start` is never out of date. */
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const INGREDIENTS = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/**
 * True when `dist` is missing or anything it is made of changed after it was begun.
 * @param {string} root
 */
export function isStale(root) {
  const built = changedAt(join(root, 'dist', 'index.html'));
  return INGREDIENTS.some((name) => newestUnder(join(root, name)) > built);
}

/** @param {string} root */
export async function build(root) {
  const begun = new Date();
  const vite = await import('vite');
  await vite.build({ root, logLevel: 'warn' });
  // Dated to its beginning: what was edited while it ran is newer.
  utimesSync(join(root, 'dist', 'index.html'), begun, begun);
}

/**
 * Folders count too: their date changes when a file is added or deleted.
 * @param {string} path
 * @returns {number}
 */
function newestUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return Number.NEGATIVE_INFINITY;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestUnder(join(path, name))),
    stat.mtimeMs,
  );
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
