/** `npm run example [-- name]`: runs examples/<name>.ts, which Vite loads as it loads the page's own code. */
import { runnerImport } from 'vite';
import { kernels } from '../scripts/kernels.mjs';

const [name = 'csmf'] = process.argv.slice(2);
await runnerImport(`./examples/${name}.ts`, {
  configFile: false,
  logLevel: 'error',
  plugins: [kernels()],
});
