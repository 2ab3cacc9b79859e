/** `npm run lab -- --data … --methods …`: see bench/lab/command.ts, which vite loads as the page's own code. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';

const USAGE = `npm run lab -- --data shop,log.csv --methods csmf,joint [options]
  --data       samples (shop, shop-large, aligned, sparse) and CSV files, with commas
  --methods    ids of methods, with commas
  --sweep      instead of methods: csmf at every tau, gamma or granularity
  --seeds      how many, or a list such as 0,4,7 (3)
  --budget     share of each stage's gradient steps, 0.05 to 1 (1)
  --tuned      tune every trained method on validation first
  --split      of CSV files: user-latest, global-time or random (user-latest where there are times)
  --acknowledge  codes of findings on CSV files that were seen and do not stop, with commas
  --k          K of Recall@K and NDCG@K (each dataset's own)
  --reference  the method all others are tested against (csmf)
  --workers    trainings at the same time (one for each core)
  --engine     wgsl, wasm, tfjs-webgpu, tfjs-wasm, tfjs-webgl or tfjs-cpu (wasm)
  --out        folder of the results; what it holds already is not run again (lab-results)`;

const text = /** @type {const} */ ({ type: 'string' });

try {
  const { values } = parseArgs({
    options: {
      data: text,
      methods: text,
      sweep: text,
      seeds: text,
      budget: text,
      tuned: { type: 'boolean', default: false },
      split: text,
      acknowledge: text,
      k: text,
      reference: text,
      engine: text,
      workers: text,
      out: text,
    },
  });
  const { data, methods, sweep, reference, engine, tuned, out = 'lab-results' } = values;
  if (!data || !methods === !sweep) throw new Error(USAGE);
  const executablePath = ensureChromium();
  if (!executablePath) throw new Error(NO_BROWSER.replace('npm test', 'npm run lab'));
  const { module } = await runnerImport('./bench/lab/command.ts', { configFile: false, logLevel: 'error' });
  await module.runLab({
    executablePath,
    data: data.split(','),
    methods: methods?.split(','),
    sweep,
    seeds: seedsOf(values.seeds ?? '3'),
    ...(values.budget && { budget: Number(values.budget) }),
    ...(values.split && { split: values.split }),
    ...(values.acknowledge && { acknowledge: values.acknowledge.split(',') }),
    ...(values.k && { k: Number(values.k) }),
    ...(reference && { reference }),
    tuned,
    out,
    engine,
    workers: Number(values.workers ?? availableParallelism()),
  });
  console.log(`Written: ${out}/RESULTS.md and ${out}/results.json`);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}

/** @param {string} asked */
function seedsOf(asked) {
  if (asked.includes(',')) return asked.split(',').map(Number);
  return Array.from({ length: Number(asked) }, (_, seed) => seed);
}
