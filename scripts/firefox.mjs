/** Finds a Firefox that runs, or installs Debian's. One test needs it: the same bits in every browser. */
import { installDebian, pathsOf, runs } from './programs.mjs';

const NAMES = ['firefox-esr', 'firefox'];
export const NO_FIREFOX =
  'There is no Firefox here for the test of the same bits in every browser. Install firefox-esr, or set FIREFOX_PATH.';
const MAC_FOLDERS = ['/Applications/Firefox.app/Contents/MacOS'];

/**
 * The path of a Firefox that runs: FIREFOX_PATH alone when it is set, else the usual places.
 * @returns {string | undefined}
 */
export function findFirefox() {
  if (process.env.FIREFOX_PATH) return [process.env.FIREFOX_PATH].find(runs);
  return pathsOf(NAMES, ['/usr/bin', '/usr/local/bin', ...MAC_FOLDERS]).find(runs);
}

/**
 * `findFirefox`, and where it finds nothing Debian's package as root. Without it that test is skipped.
 * @returns {string | undefined}
 */
export function ensureFirefox() {
  const found = findFirefox();
  if (found || process.env.FIREFOX_PATH) return found;
  installDebian('firefox-esr');
  return findFirefox();
}
