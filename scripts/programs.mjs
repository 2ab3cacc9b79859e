/** Finds programs that run, and installs Debian's packages. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The paths that a program of one of these names may have, those in PATH first.
 * @param {readonly string[]} names
 * @param {readonly string[]} folders
 * @returns {string[]}
 */
export function pathsOf(names, folders) {
  const inPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...inPath, ...folders].flatMap((folder) => names.map((name) => join(folder, name)));
}

/**
 * Existing is not enough: Ubuntu's `chromium-browser` and `firefox` may be stubs that only ask for snap.
 * @param {string} path
 */
export function runs(path) {
  if (!existsSync(path)) return false;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

export const isRoot = () => process.getuid?.() === 0;

/**
 * Installs a package as root on Debian; does nothing elsewhere.
 * @param {string} name
 */
export function installDebian(name) {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return;
  console.log(`No ${name} found; installing the system’s own.`);
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', name]);
}

/**
 * @param {string} command
 * @param {string[]} parameters
 */
export function run(command, parameters) {
  spawnSync(command, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
