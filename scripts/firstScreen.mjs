/** `node scripts/firstScreen.mjs [visits]`: see bench/firstScreen; needs `npm run build`. On a quiet machine only. */
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';

const executablePath = ensureChromium();
if (!executablePath) throw new Error(NO_BROWSER.replace('npm test', 'node scripts/firstScreen.mjs'));
const { module } = await runnerImport('./bench/firstScreen/firstScreen.ts', {
  configFile: false,
  logLevel: 'error',
});
await module.firstScreen({ executablePath, visits: Number(process.argv[2] ?? 5) });
