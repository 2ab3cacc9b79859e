import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { generateSample } from '../../src/data/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { parameterCount } from '../../src/model/trainable';
import type { Scorer } from '../../src/retrieve/scorer';
import { scorerOf } from '../../src/train/lookout';
import { packRun, unpackRun } from '../../src/worker/bundle';
import { floorRun, fullDrift, type Run } from '../../src/worker/run';
import { trainMethod } from '../trainMethod';
import { wasmEngine } from '../wasmEngine';

let dataset: Dataset;
let run: Run;
let file: Uint8Array<ArrayBuffer>;
let networkRuns: Run[];

beforeAll(async () => {
  dataset = splitLog(await generateSample('shop', { seed: 3, users: 60, items: 60 }), { seed: 3 });
  run = await trainedRun('csmf');
  networkRuns = [await trainedRun('shared-bottom'), await trainedRun('hyper-dpo')];
  file = new Uint8Array(await (await packRun(run)).arrayBuffer());
});

async function trainedRun(method: 'csmf' | 'packnet' | 'shared-bottom' | 'hyper-dpo'): Promise<Run> {
  const changes = {
    batchSize: 32,
    steps: { exposure: 5, click: 3, conversion: 3 },
    recoverySteps: { exposure: 2, click: 2 },
  };
  const engine = await wasmEngine();
  const { trainable, vectors, scorer, drift } = await trainMethod({ engine, dataset, method, changes });
  const summary: Run['summary'] = {
    id: `${method}-1`,
    method,
    config: { ...DEFAULTS, ...changes, seed: 3 },
    engine: 'tfjs',
    backend: 'wasm',
    seconds: 1,
    steps: 15,
    parameters: parameterCount(trainable),
    vectorWidth: vectors.width,
    history: [{ step: 1, stage: 'train-exposure', loss: 5 }],
    drift: fullDrift(drift),
  };
  const { name, fingerprint } = dataset.log;
  const trained = { model: trainable, vectors };
  return { summary, dataset: { name, fingerprint }, stages: [], validations: [], trained, scorer };
}

const scoresOf = (scorer: Scorer) =>
  Array.from({ length: scorer.users }, (_, user) => {
    const out = [0, 1, 2].map(() => new Float32Array(scorer.items));
    scorer.score(user, out);
    return out;
  });

describe('an exported run', () => {
  it('comes back with bit-identical scores, weights, owners and history', async () => {
    const back = await unpackRun(new Blob([file]), dataset);
    expect(back.summary).toEqual(run.summary);
    expect(back.trained).toEqual(run.trained);
    expect(scoresOf(back.scorer)).toEqual(scoresOf(run.scorer));
  });

  it('comes back with separate scores where its method’s blocks are scored alone', async () => {
    const separate = await trainedRun('packnet');
    const back = await unpackRun(await packRun(separate), dataset);
    expect(back.trained).toEqual(separate.trained);
    expect(scoresOf(back.scorer)).toEqual(scoresOf(separate.scorer));
    expect(scoresOf(back.scorer)).not.toEqual(
      scoresOf(scorerOf({ ...separate.trained!.vectors, scores: 'cumulative' }, dataset)),
    );
  });

  it('is refused with the reason when any byte of it changed, or when it is cut short', async () => {
    for (const place of [0, 40, Math.floor(file.length / 2), file.length - 70, file.length - 1]) {
      const damaged = file.slice();
      damaged[place]! ^= 1;
      await expect(unpackRun(new Blob([damaged]), dataset)).rejects.toThrow(/checksum/);
    }
    await expect(unpackRun(new Blob([file.slice(0, -5)]), dataset)).rejects.toThrow(/checksum/);
    await expect(unpackRun(new Blob(['PK']), dataset)).rejects.toThrow(/too short/);
  });

  it('is refused on another log, with the name of its own', async () => {
    const other = splitLog(await generateSample('shop', { seed: 4, users: 60, items: 60 }), { seed: 4 });
    await expect(unpackRun(new Blob([file]), other)).rejects.toThrow(/trained on “shop”/);
  });
});

describe('a run with a second stage', () => {
  const changes = {
    batchSize: 32,
    steps: { exposure: 5, click: 3, conversion: 3 },
    recoverySteps: { exposure: 2, click: 2 },
    rerank: { steps: 10, rate: 1e-2 },
  };

  it('comes back with bit-identical scores and fusion, and is refused without its rerankers', async () => {
    const engine = await wasmEngine();
    const { model, vectors, rerankers, scorer } = await trainMethod({
      engine,
      dataset,
      method: 'rerank',
      changes,
    });
    const second = {
      ...run,
      summary: { ...run.summary, method: 'rerank', config: { ...run.summary.config, ...changes } },
      trained: { model, vectors, ...(rerankers && { rerankers }) },
      scorer,
    };
    const back = await unpackRun(await packRun(second), dataset);
    expect(back.trained).toEqual(second.trained);
    expect(scoresOf(back.scorer)).toEqual(scoresOf(scorer));
    const fused = [new Float32Array(60), new Float32Array(60)];
    scorer.fuse!(5, [0.2, 0.3, 0.5], fused[0]!);
    back.scorer.fuse!(5, [0.2, 0.3, 0.5], fused[1]!);
    expect(fused[1]).toEqual(fused[0]);
    const without = { ...second, trained: { model, vectors } };
    await expect(unpackRun(await packRun(without), dataset)).rejects.toThrow(/rerankers.f32 has 0 bytes/);
  });
});

describe('a run of a method that nobody knows', () => {
  it('is refused by the method’s name instead of being ranked by another', async () => {
    const foreign = { ...run, summary: { ...run.summary, method: 'teleport' } };
    await expect(unpackRun(await packRun(foreign), dataset)).rejects.toThrow(/“teleport”, is not known/);
  });
});

describe('an exported network', () => {
  it.each([0, 1])('comes back with bit-identical weights, vectors, scores and fusion (%i)', async (index) => {
    const exported = networkRuns[index]!;
    const back = await unpackRun(await packRun(exported), dataset);
    expect(back.trained).toEqual(exported.trained);
    expect(back.trained!.vectors.scores).toBe('separate');
    expect(scoresOf(back.scorer)).toEqual(scoresOf(exported.scorer));
    const fused = [back, exported].map(({ scorer }) => {
      const out = new Float32Array(scorer.items);
      scorer.fuse?.(5, [1, 2, 1], out);
      return out;
    });
    expect(fused[0]).toEqual(fused[1]);
    expect(fused[0]!.some((value) => value !== 0)).toBe(exported.scorer.fuse !== undefined);
  });
});

describe('a run of a method that learns nothing', () => {
  it('comes back and ranks as before', async () => {
    const popular = floorRun({ id: 'popularity-1', method: 'popularity', dataset, config: DEFAULTS });
    const back = await unpackRun(await packRun(popular), dataset);
    expect(back.trained).toBeUndefined();
    expect(scoresOf(back.scorer)).toEqual(scoresOf(popular.scorer));
  });
});
