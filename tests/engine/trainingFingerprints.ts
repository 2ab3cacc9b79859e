/**
 * Whole trainings on the fused engine for processors, from a generated sample to the evaluation on test, as hashes
 * of everything they compute: the same in every browser and on every processor.
 */
import { concatBytes, sha256Hex } from '../../src/bytes';
import type { ConfigChanges } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import type { InteractionLog } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { kernelModule } from '../../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import { evaluate } from '../../src/evaluate/evaluate';
import { ownerArrays, weightArrays } from '../../src/model/tower';
import { trainMethod } from '../trainMethod';

/** Small, and everything takes part: margin, teacher, auxiliary objective, embedding decay, recovery, best step. */
const SHORT: ConfigChanges = {
  seed: 7,
  batchSize: 64,
  uniformNegatives: 48,
  embeddingWidth: 12,
  hiddenWidth: 20,
  outputWidth: 18,
  steps: { exposure: 60, click: 40, conversion: 30 },
  recoverySteps: { exposure: 20, click: 15 },
  laterEmbeddingRate: 1,
  embeddingDecay: 0.3,
  validationEvery: 20,
  keepBest: true,
};

async function fingerprint(...arrays: ArrayBufferView[]): Promise<string> {
  return (await sha256Hex(concatBytes(arrays))).slice(0, 16);
}

const fingerprintOf = (plain: object): Promise<string> =>
  fingerprint(new TextEncoder().encode(JSON.stringify(plain)));

async function sampleFingerprint({
  users,
  items,
  user,
  item,
  depth,
  truth,
}: InteractionLog): Promise<string> {
  const truths = truth ? Object.values(truth) : [];
  return fingerprint(new TextEncoder().encode(JSON.stringify([users, items])), user, item, depth, ...truths);
}

/** Returns the fingerprints of a sample and of what two cascades make of it. */
export async function trainingFingerprints() {
  const engine = createWasmEngine(await kernelModule());
  const log = await generateSample('shop', { seed: 0, users: 160, items: 120 });
  const dataset = splitLog(log, { seed: 0 });
  const trainings: Record<string, Record<string, string | number>> = {};
  for (const method of ['csmf', 'csmf-plus'] as const) {
    let stages = 0;
    const run = await trainMethod({
      engine,
      dataset,
      method,
      changes: SHORT,
      onEvent: ({ kind }) => {
        stages += kind === 'stage-end' ? 1 : 0;
      },
    });
    const report = await evaluate({ dataset, split: 'test', k: 20, scorer: run.scorer, seed: 3 });
    trainings[method] = {
      stages,
      losses: await fingerprint(Float64Array.from(run.history)),
      weights: await fingerprint(...weightArrays(run.model)),
      owners: await fingerprint(...ownerArrays(run.model)),
      vectors: await fingerprint(run.vectors.users, run.vectors.items, run.vectors.blocks),
      evaluation: await fingerprintOf(report),
    };
  }
  return { sample: await sampleFingerprint(log), ...trainings };
}
