import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { generateSample } from '../../src/data/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { parameterCount } from '../../src/model/trainable';
import type { Scorer } from '../../src/retrieve/scorer';
import { packRun, unpackRun } from '../../src/worker/bundle';
import { baselineRun, fullDrift, type Run } from '../../src/worker/run';
import { trainMethod } from '../trainMethod';
import { wasmEngine } from '../wasmEngine';

let dataset: Dataset;
let run: Run;
let file: Uint8Array<ArrayBuffer>;
let networkRuns: Run[];

beforeAll(async () => {
  dataset = splitLog(await generateSample('shop', { seed: 3, users: 60, items: 60 }), { seed: 3 });
  run = await shortRun('csmf');
  networkRuns = [await shortRun('shared-bottom'), await shortRun('hyper-dpo')];
  file = new Uint8Array(await (await packRun(run)).arrayBuffer());
});

/** A run of a few steps, as the desk keeps it. */
async function shortRun(method: 'csmf' | 'shared-bottom' | 'hyper-dpo'): Promise<Run> {
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
    const popular = baselineRun({ id: 'popularity-1', method: 'popularity', dataset, config: DEFAULTS });
    const back = await unpackRun(await packRun(popular), dataset);
    expect(back.trained).toBeUndefined();
    expect(scoresOf(back.scorer)).toEqual(scoresOf(popular.scorer));
  });
});
