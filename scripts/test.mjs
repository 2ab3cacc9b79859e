/**
 * `npm test`: checks, builds and tests, and ends with one true line: tests passed, and failed tests
 * and checks. Parameters go on to vitest.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';
import { countTests } from './countTests.mjs';
import { ensureFirefox, NO_FIREFOX } from './firefox.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const failedChecks = [];

const browser = ensureChromium();
if (!browser) {
  console.error(
    process.env.CHROME_PATH ? `CHROME_PATH is no browser that runs: ${process.env.CHROME_PATH}` : NO_BROWSER,
  );
  failedChecks.push('Chromium');
}
const firefox = ensureFirefox();
await Promise.all([
  check('format and lint', 'biome', ['check', '--error-on-warnings']),
  check('types', 'tsc', ['--noEmit']),
  check('dead code', 'knip', []),
  check('build', 'vite', ['build', '--logLevel', 'warn']),
]);
const counts = runTests(browser);

const failed = counts.failed + failedChecks.length;
if (failedChecks.length > 0) console.log(`\nfailed checks: ${failedChecks.join(', ')}`);
if (!firefox) console.log(`\nskipped: ${NO_FIREFOX}`);
console.log(`\ntests: ${counts.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * Runs beside the other checks; what it says is printed as a whole when it ends.
 * @param {string} title
 * @param {string} program
 * @param {string[]} parameters
 */
async function check(title, program, parameters) {
  const child = spawn(join(root, 'node_modules', '.bin', program), parameters, { cwd: root });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
  const status = await new Promise((end) => {
    child.on('error', (error) => end(error.message));
    child.on('close', end);
  });
  console.log(`\n── ${title}\n${Buffer.concat(said).toString().trimEnd()}`);
  if (status !== 0) failedChecks.push(title);
}

/**
 * Without a browser its tests are left out; that it is missing is counted as a failure already.
 * @param {string | undefined} browser
 */
function runTests(browser) {
  console.log('\n── tests');
  const folder = mkdtempSync(join(tmpdir(), 'csmf-tests-'));
  const report = join(folder, 'report.json');
  const exclude = browser ? [] : ['--exclude', 'tests/browser/**'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = run('vitest', ['run', ...reporters, ...exclude, ...process.argv.slice(2)], browser);
  const counts = countTests(report, status);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/**
 * @param {string} program
 * @param {string[]} parameters
 * @param {string} [browser]
 */
function run(program, parameters, browser) {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', program), parameters, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      ...(browser ? { CHROME_PATH: browser } : {}),
      ...(firefox ? { FIREFOX_PATH: firefox } : {}),
    },
  });
  return status ?? 1;
}
