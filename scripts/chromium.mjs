/** Finds a Chromium or Chrome that runs, or installs one. The browser tests need it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_APPLICATIONS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
];

export const NO_BROWSER =
  'No Chromium or Chrome was found and none could be installed: install one, set CHROME_PATH to its program, and run npm test again.';

/**
 * The path of a browser that runs: CHROME_PATH alone when it is set, else the usual places.
 * @returns {string | undefined}
 */
export function findChromium() {
  if (process.env.CHROME_PATH) return [process.env.CHROME_PATH].find(runs);
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'].flatMap((folder) =>
      NAMES.map((name) => join(folder, name)),
    ),
    ...['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      MAC_APPLICATIONS.map((program) => join(folder, program)),
    ),
    chromium.executablePath(),
  ];
  return candidates.find(runs);
}

/**
 * `findChromium`, and where it finds nothing an installation: Debian's package as root, else
 * Playwright's own. A wrong CHROME_PATH is never papered over by installing.
 * @returns {string | undefined}
 */
export function ensureChromium() {
  const found = findChromium();
  if (found || process.env.CHROME_PATH) return found;
  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium found; installing the system’s own.');
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    const installed = findChromium();
    if (installed) return installed;
  }
  console.log('No Chromium found; installing Playwright’s.');
  const withLibraries = root && process.platform === 'linux' ? ['--with-deps'] : [];
  run('npx', ['playwright-core', 'install', ...withLibraries, 'chromium']);
  return findChromium();
}

/**
 * Existing is not enough: Ubuntu's `chromium-browser` may be a stub that only asks for snap.
 * @param {string} path
 */
function runs(path) {
  if (!existsSync(path)) return false;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/**
 * @param {string} command
 * @param {string[]} parameters
 */
function run(command, parameters) {
  spawnSync(command, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
