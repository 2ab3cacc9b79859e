/** `node scripts/captureCost.mjs`: what a checkpoint within a stage costs. See bench/captureCost.ts. */
import { runnerImport } from 'vite';

const { module } = await runnerImport('./bench/captureCost.ts', { configFile: false, logLevel: 'error' });
await module.measureCaptureCost();
