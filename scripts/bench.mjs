/**
 * `npm run bench [-- --quick] [-- word …]`: see bench/bench.ts, which vite loads as it loads the page's own
 * code. With words, only rows in whose title all of them occur are measured, of “a|b” one of the two. Only a full run
 * writes files.
 */
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';

const parameters = process.argv.slice(2);
const only = parameters.filter((parameter) => !parameter.startsWith('--'));
const unknown = parameters.find((parameter) => parameter.startsWith('--') && parameter !== '--quick');
const executablePath = ensureChromium();
if (unknown) {
  console.error(`There is no ${unknown}: npm run bench [-- --quick] [word …]`);
  process.exitCode = 1;
} else if (!executablePath) {
  console.error(NO_BROWSER.replace('npm test', 'npm run bench'));
  process.exitCode = 1;
} else {
  const { module } = await runnerImport('./bench/bench.ts', { configFile: false, logLevel: 'error' });
  await module.bench({ executablePath, quick: parameters.includes('--quick'), only });
  // A browser that did not close in time would keep this process alive; at its exit it is killed.
  process.exit();
}
