import { readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_SNAPSHOT_BYTES, RUN_FILE, SEQUENTIAL_FILE } from '../../bench/snapshot/snapshotFiles';
import { snapshotLog, trainSnapshot } from '../../bench/snapshot/trainSnapshot';
import type { Dataset } from '../../src/data/schema';
import { ownersOf, trainedArrays } from '../../src/model/trainable';
import { readSequential, writeSequential } from '../../src/worker/runFile/sequentialFile';
import { unpackRun } from '../../src/worker/runFile/unpack';
import type { SessionRun } from '../../src/worker/training/sessionRun';

let dataset: Dataset;
beforeAll(async () => {
  dataset = await snapshotLog();
});

/** Everything of a run that is the same whenever it is trained: all but the time it took. */
function bitsOf({ summary, dataset: origin, stages, validations, states, trained }: SessionRun) {
  const { seconds: _, ...course } = summary;
  const { model, vectors } = trained!;
  return {
    course,
    origin,
    stages: stages.map(({ seconds: _, ...report }) => report),
    validations,
    stageOwners: states?.map(({ owners }) => owners),
    weights: trainedArrays(model),
    owners: ownersOf(model),
    vectors,
  };
}

describe('what ships with the page (after a change that is meant to change it: npm run snapshot)', () => {
  it('is CSMF on shop bit for bit as it trains now', async () => {
    const shipped = await unpackRun(new Blob([readFileSync(RUN_FILE)]), dataset);
    const trained = await trainSnapshot('csmf', dataset);
    expect(bitsOf(shipped)).toEqual(bitsOf(trained));
  });

  it('compares it with sequential training as it trains now', async () => {
    const trained = await trainSnapshot('sequential', dataset);
    expect(readSequential(readFileSync(SEQUENTIAL_FILE))).toEqual(readSequential(writeSequential(trained)));
  });

  it('is small enough for a first visit', () => {
    const bytes = statSync(RUN_FILE).size + statSync(SEQUENTIAL_FILE).size;
    expect(bytes).toBeLessThanOrEqual(MAX_SNAPSHOT_BYTES);
  });
});
