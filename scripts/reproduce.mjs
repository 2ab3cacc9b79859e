/** `npm run reproduce [folder]`: see bench/lab/reproduce.ts, which vite loads as it loads the page's own code. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';

const USAGE = `npm run reproduce [-- folder] [--seeds 5] [--budget 1] [--methods csmf,joint] [--out docs/RESULTS.md]
  folder   its CSV files are run beside the samples`;

const text = /** @type {const} */ ({ type: 'string' });

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seeds: text, budget: text, methods: text, out: text },
  });
  if (positionals.length > 1) throw new Error(USAGE);
  const executablePath = ensureChromium();
  if (!executablePath) throw new Error(NO_BROWSER.replace('npm test', 'npm run reproduce'));
  const { module } = await runnerImport('./bench/lab/reproduce.ts', { configFile: false, logLevel: 'error' });
  const isReproduced = await module.reproduce({
    executablePath,
    folder: positionals[0],
    seeds: Number(values.seeds ?? 5),
    budget: Number(values.budget ?? 1),
    workers: availableParallelism(),
    methods: values.methods?.split(','),
    out: values.out ?? 'docs/RESULTS.md',
  });
  process.exitCode = isReproduced ? 0 : 1;
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
