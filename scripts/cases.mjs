/** `npm run cases [file]`: see tests/cases/README.md. ONLY chooses by id, OUT is a file for what happened. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';
import { build, isStale } from './freshBuild.mjs';

const executablePath = ensureChromium();
if (!executablePath) throw new Error(NO_BROWSER.replace('npm test', 'npm run cases'));
process.env.CHROME_PATH = executablePath;
const root = fileURLToPath(new URL('..', import.meta.url));
if (isStale(root)) await build(root);
const { module } = await runnerImport('./tests/cases/command.ts', { configFile: false, logLevel: 'error' });
const isRight = await module.cases({
  path: process.argv[2] ?? 'tests/cases/cases.json',
  only: process.env.ONLY,
  out: process.env.OUT,
});
process.exitCode = isRight ? 0 : 1;
