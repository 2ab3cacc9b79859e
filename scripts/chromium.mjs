/** Finds a Chromium or Chrome that runs, or installs one. The browser tests need it. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { installDebian, isRoot, pathsOf, run, runs } from './programs.mjs';

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
  const candidates = [
    ...pathsOf(NAMES, ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin']),
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
  installDebian('chromium');
  const installed = findChromium();
  if (installed) return installed;
  console.log('No Chromium found; installing Playwright’s.');
  const withLibraries = isRoot() && process.platform === 'linux' ? ['--with-deps'] : [];
  run('npx', ['playwright-core', 'install', ...withLibraries, 'chromium']);
  return findChromium();
}
