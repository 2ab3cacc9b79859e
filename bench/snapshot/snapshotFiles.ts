/** The files of the snapshot in `public/snapshots`: written by `npm run snapshot`, read by the page and by a test. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packRun } from '../../src/worker/runFile/pack';
import { writeSequential } from '../../src/worker/runFile/sequentialFile';
import { snapshotLog, trainSnapshot } from './trainSnapshot';

const FOLDER = new URL('../../public/snapshots/', import.meta.url);

export const RUN_FILE = fileURLToPath(new URL('shop-csmf.zip', FOLDER));
export const SEQUENTIAL_FILE = fileURLToPath(new URL('shop-sequential.json', FOLDER));
/** Limit of both files together: what a first visit fetches beside the page itself. */
export const MAX_SNAPSHOT_BYTES = 600_000;

/** Trains both runs and writes their files. Throws when they are larger than a first visit allows. */
export async function writeSnapshot(): Promise<void> {
  const dataset = await snapshotLog();
  const run = new Uint8Array(await (await packRun(await trainSnapshot('csmf', dataset))).arrayBuffer());
  const sequential = writeSequential(await trainSnapshot('sequential', dataset));
  const bytes = run.length + sequential.length;
  if (bytes > MAX_SNAPSHOT_BYTES) {
    throw new Error(`the snapshot takes ${bytes} bytes, more than ${MAX_SNAPSHOT_BYTES}`);
  }
  writeFileSync(RUN_FILE, run);
  writeFileSync(SEQUENTIAL_FILE, sequential);
  console.log(`${run.length} bytes ${RUN_FILE}\n${sequential.length} bytes ${SEQUENTIAL_FILE}`);
}
