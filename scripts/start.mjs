/** `npm start`: builds when the build is stale, serves it, and says what to open. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isStale } from './freshBuild.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const port = chosenPort();
  let isWhole = !isStale(root);
  // Taken before the build, so that a person hears at once when the port is not free.
  await serve(join(root, 'dist'), port, () => isWhole);
  if (!isWhole) {
    console.log('Building the page …');
    await build(root);
    isWhole = true;
  }
  console.log(`CSMF playground: open http://localhost:${port} in a browser. Ctrl+C stops it.`);
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}

function chosenPort() {
  const wanted = process.env.PORT || '5173';
  const port = Number(wanted);
  if (!/^\d+$/.test(wanted) || port < 1 || port > 65_535) {
    throw new Error(`PORT is a number from 1 to 65535; got “${wanted}”.`);
  }
  return port;
}

/** @param {unknown} error */
function sentenceFor(error) {
  const { code, port, message } = /** @type {NodeJS.ErrnoException & { port?: number }} */ (error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what uses it, or choose another: PORT=5174 npm start`;
  }
  if (code === 'EACCES') return `Port ${port} may not be used by you. Choose another: PORT=5174 npm start`;
  return message;
}
