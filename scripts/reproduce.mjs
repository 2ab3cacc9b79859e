/** `npm run reproduce [seeds]`: see bench/reproduce.ts, which vite loads as it loads the page's own code. */
import { runnerImport } from 'vite';

const seeds = Number(process.argv[2] ?? 3);
const { module } = await runnerImport('./bench/reproduce.ts', { configFile: false, logLevel: 'error' });
process.exitCode = (await module.reproduce(Array.from({ length: seeds }, (_, seed) => seed))) ? 0 : 1;
