/**
 * `npm run snapshot`: trains what ships with the page and writes public/snapshots. See bench/snapshot; run it
 * after a change that is meant to change a training's bits.
 */
import { runnerImport } from 'vite';
import { kernels } from './kernels.mjs';

const { module } = await runnerImport('./bench/snapshot/snapshotFiles.ts', {
  configFile: false,
  logLevel: 'error',
  plugins: [kernels()],
});
await module.writeSnapshot();
