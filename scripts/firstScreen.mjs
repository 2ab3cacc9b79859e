/**
 * `node scripts/firstScreen.mjs [times] [part …] [--earlier folder]`: see bench/firstScreen; needs `npm run build`.
 * Parts: visits, drag, previews, maps, trainings, memory; all without any. `--earlier`: a `dist` folder to compare
 * trainings with. On a quiet machine only.
 */
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { earlier: { type: 'string' } },
});
const executablePath = ensureChromium();
if (!executablePath) throw new Error(NO_BROWSER.replace('npm test', 'node scripts/firstScreen.mjs'));
const { module } = await runnerImport('./bench/firstScreen/firstScreen.ts', {
  configFile: false,
  logLevel: 'error',
});
await module.firstScreen({
  executablePath,
  times: Number(positionals.find((word) => /^\d+$/.test(word)) ?? 5),
  only: positionals.filter((word) => !/^\d+$/.test(word)),
  earlier: values.earlier,
});
