import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { TrainingService } from '../../src/worker/training/trainingService';
import { wasmEngine } from '../wasmEngine';

const config = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};
const STEPS = 18;

let engine: Engine;
let dataset: Dataset;
let events: SessionEvent[];
let desk: TrainingService;
beforeAll(async () => {
  engine = await wasmEngine();
  dataset = splitLog(await generateSample('shop', { seed: 1, users: 60, items: 60 }), { seed: 1 });
});
beforeEach(() => {
  events = [];
  desk = new TrainingService({ forLog: async () => engine, replace: async () => engine }, (event) =>
    events.push(event),
  );
});

const statuses = () => events.flatMap((event) => (event.type === 'status' ? event.status : []));
const lastProgress = () => events.findLast((event) => event.type === 'progress')!.progress;
const untilPaused = async () => {
  await expect.poll(() => statuses().at(-1), { interval: 5 }).toBe('paused');
};

describe('a training at the desk', () => {
  it('waits at step 0, goes one batch, then to the end of the stage, then to the end', async () => {
    const { finished } = await desk.prepare(dataset, { method: 'csmf', config });
    expect(lastProgress()).toMatchObject({ step: 0, steps: STEPS, stage: 'train-exposure' });
    desk.play('batch');
    await expect.poll(() => lastProgress().step, { interval: 5 }).toBe(1);
    await untilPaused();
    expect(lastProgress().loss).toBeGreaterThan(0);
    desk.play('stage');
    await expect.poll(() => lastProgress().step, { interval: 5 }).toBe(6);
    await untilPaused();
    desk.play('end');
    const { summary } = await finished;
    expect(summary).toMatchObject({ method: 'csmf', steps: STEPS, drift: { exposure: 0, click: 0 } });
    expect(statuses().at(-1)).toBe('finished');
    expect(events.filter(({ type }) => type === 'stage')).toHaveLength(7);
  });

  it('tells the same history whether it was stepped, paused or run through', async () => {
    const { finished } = await desk.prepare(dataset, { method: 'csmf', config });
    desk.play('batch');
    await untilPaused();
    desk.play('stage');
    await untilPaused();
    desk.play('end');
    const stepped = (await finished).summary.history;
    const { finished: through } = await desk.prepare(dataset, { method: 'csmf', config });
    desk.play('end');
    expect((await through).summary.history).toEqual(stepped);
    expect(stepped).toHaveLength(STEPS);
  });

  it('sends every loss and look once, however often it reports', async () => {
    const { finished } = await desk.prepare(dataset, { method: 'csmf', config });
    desk.play('end');
    const { summary, validations } = await finished;
    const sent = events.flatMap((event) => (event.type === 'progress' ? event.losses : []));
    expect(sent).toEqual(summary.history);
    const looks = new Map(
      events.flatMap((event) =>
        event.type === 'progress' ? event.validations.map((look) => [look.step, look] as const) : [],
      ),
    );
    expect([...looks.values()]).toEqual(validations);
  });

  it('when cancelled rejects with an AbortError and keeps no run', async () => {
    const { finished } = await desk.prepare(dataset, { method: 'csmf', config });
    const rejection = expect(finished).rejects.toMatchObject({ name: 'AbortError' });
    desk.play('batch');
    await desk.cancel();
    await rejection;
    expect(desk.summaries()).toEqual([]);
    expect(statuses().at(-1)).toBe('cancelled');
    expect(() => desk.current).toThrow(/no run yet/);
  });

  it('of a method with a second stage goes on through it, can be cancelled there, and fuses its own way', async () => {
    const options = { method: 'rerank', config: { ...config, rerank: { steps: 3, rate: 1e-3 } } };
    const { finished } = await desk.prepare(dataset, options);
    expect(lastProgress().steps).toBe(STEPS + 9);
    desk.play('end');
    const { summary, trained, stages } = await finished;
    expect(summary.history).toHaveLength(STEPS + 9);
    expect(trained!.rerankers).toHaveLength(3);
    expect(stages.slice(-3).every(({ kind, bestStep }) => kind === 'rerank' && bestStep! <= 3)).toBe(true);
    // Each reranker: (3 · 48 + 3 + 1) · 16 hidden weights and a head of 16.
    const base = await desk.prepare(dataset, { method: 'csmf', config });
    desk.play('end');
    expect(summary.parameters - (await base.finished).summary.parameters).toBe(3 * (148 * 16 + 16));
    const runs = events.flatMap((event) => (event.type === 'run' ? event.run : []));
    expect(runs.map(({ fusion }) => fusion)).toEqual(['own', 'linear']);

    const cancelled = await desk.prepare(dataset, options);
    const rejection = expect(cancelled.finished).rejects.toMatchObject({ name: 'AbortError' });
    for (let stage = 0; stage < 7; stage++) {
      desk.play('stage');
      await untilPaused();
    }
    desk.play('batch');
    await untilPaused();
    expect(lastProgress().stage).toBe('rerank-exposure');
    await desk.cancel();
    await rejection;
  });

  it('that fails says so once, as an event and as a rejection, and leaves the run before it current', async () => {
    const { finished } = await desk.prepare(dataset, { method: 'popularity' });
    const before = await finished;
    const broken = new TrainingService(
      {
        forLog: async () => ({ ...engine, begin: () => Promise.reject(new Error('The device is gone.')) }),
        replace: async () => engine,
      },
      (event) => events.push(event),
    );
    broken.adopt(before);
    const failing = await broken.prepare(dataset, { method: 'csmf', config });
    const rejection = expect(failing.finished).rejects.toThrow('The device is gone.');
    broken.play('end');
    await rejection;
    expect(statuses().filter((status) => status === 'failed')).toHaveLength(1);
    expect(broken.current).toBe(before);
  });

  it('of a network shows no masks and says why, and its run is like any other', async () => {
    const { finished } = await desk.prepare(dataset, { method: 'shared-bottom', config });
    expect(() => desk.shownModel).toThrow(/no masks/);
    desk.play('end');
    const { summary, stages } = await finished;
    expect(summary).toMatchObject({ method: 'shared-bottom', steps: STEPS, engine: 'tfjs', vectorWidth: 48 });
    expect(stages).toHaveLength(1);
    expect(stages[0]!.owned).toBeUndefined();
    expect(events.some(({ type }) => type === 'masks')).toBe(false);
    expect(() => desk.shownModel).toThrow(/no masks/);
  });

  it('is refused before its first step when an objective has nothing to train on', async () => {
    const none = { users: new Int32Array(0), items: new Int32Array(0) };
    const starved = { ...dataset, positives: { ...dataset.positives, conversion: none } };
    await expect(desk.prepare(starved, { method: 'csmf', config })).rejects.toThrow(/Every conversion/);
    await expect(desk.prepare(dataset, { method: 'teleport' })).rejects.toThrow(/no method “teleport”/);
    const narrow = { ...config, outputWidth: 2 };
    await expect(desk.prepare(dataset, { method: 'csmf', config: narrow })).rejects.toThrow(/outputWidth is/);
  });
});
