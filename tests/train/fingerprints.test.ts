/**
 * Keeps what a training computes, bit by bit: a change that is meant to change no number changes none of
 * these fingerprints. A change that is meant to is written down here, with its reason, in the commit.
 */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import type { TrainedMethod } from '../../src/methods/trained';
import { ownerArrays } from '../../src/model/tower';
import { trainMethod } from '../trainMethod';
import { wasmEngine } from '../wasmEngine';

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
  validationEvery: 20,
};

/** SHA-256, its first 16 hex digits, of arrays one after another. */
function fingerprint(arrays: readonly ArrayBufferView[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

const EXPECTED = {
  csmf: { history: '6ff8a70f9d38c0cc', owners: '200e9bd9afe6f891', vectors: 'a3677b730e84cdac' },
  'csmf-plus': { history: '207ebde39418a1d2', owners: '200e9bd9afe6f891', vectors: '7809c0f330afc63a' },
  joint: { history: 'faf4da11630da0b3', owners: 'b86ac75c1cd8e279', vectors: 'd4eb6325e266c4f7' },
  esmm: { history: '5bbe9019ccee2f0f', owners: 'none', vectors: '4dece07b2cdffd22' },
  'hyper-dpo': { history: 'd5bad716ad335b94', owners: 'none', vectors: '520c6c11342e43b4' },
  // Its towers are csmf's; its rerankers are known by their losses, the last of the history.
  rerank: { history: '400a30e7f5a0df75', owners: '200e9bd9afe6f891', vectors: 'a3677b730e84cdac' },
};
const METHODS = Object.keys(EXPECTED) as (keyof typeof EXPECTED & TrainedMethod)[];

let engine: Engine;
let dataset: Dataset;
beforeAll(async () => {
  engine = await wasmEngine();
  dataset = splitLog(await generateSample('shop', { seed: 0, users: 160, items: 120 }), { seed: 0 });
});

describe('a training on tfjs’s WASM with a fixed seed', () => {
  it.each(METHODS)('gives the losses, owners and vectors of %s that it has always given', async (method) => {
    const run = await trainMethod({ engine, dataset, method, changes: SHORT });
    expect({
      history: fingerprint([Float64Array.from(run.history)]),
      owners: run.trainable.kind === 'network' ? 'none' : fingerprint(ownerArrays(run.model)),
      vectors: fingerprint([run.vectors.users, run.vectors.items, run.vectors.blocks]),
    }).toEqual(EXPECTED[method]);
  });
});
