import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { RunList } from '../../src/worker/training/runList';
import { TrainingService } from '../../src/worker/training/trainingService';
import { engineOf } from '../processorEngine';

const config = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};
const STEPS = 18;
const choice = {
  engine: 'wasm',
  name: 'wasm',
  backend: 'wasm',
  device: 'processor',
  adapter: '',
  software: true,
  reasonCode: 'forced',
} as const;

let engine: Engine;
let dataset: Dataset;
let events: SessionEvent[];
let training: TrainingService;
let runs: RunList;
beforeAll(async () => {
  engine = await engineOf('towers');
  dataset = splitLog(await generateSample('shop', { seed: 1, users: 60, items: 60 }), { seed: 1 });
});
beforeEach(() => {
  events = [];
  ({ training, runs } = serviceOn(dataset));
});

function serviceOn(log: Dataset, on = engine) {
  const emit = (event: SessionEvent) => void events.push(event);
  const list = new RunList(emit);
  const { name, fingerprint } = log.log;
  const service = new TrainingService({
    engines: {
      forLog: async (_dataset, _config, what) => (what === 'network' ? engineOf(what) : on),
      replace: async () => on,
      prepare: async () => undefined,
      current: async () => ({ engine: on, choice }),
    },
    emit,
    data: { dataset: log, reference: { name, fingerprint } },
    runs: list,
  });
  return { training: service, runs: list };
}

const statuses = () => events.flatMap((event) => (event.type === 'status' ? event.status : []));
const lastProgress = () => events.findLast((event) => event.type === 'progress')!.progress;
const untilPaused = async () => {
  await expect.poll(() => statuses().at(-1), { interval: 5 }).toBe('paused');
};

describe('a training', () => {
  it('waits at step 0, runs one batch, then to the end of the stage, then to the end', async () => {
    const { finished } = await training.start({ method: 'csmf', config });
    expect(lastProgress()).toMatchObject({ step: 0, steps: STEPS, stage: 'train-exposure' });
    void training.step('batch');
    await expect.poll(() => lastProgress().step, { interval: 5 }).toBe(1);
    await untilPaused();
    expect(lastProgress().loss).toBeGreaterThan(0);
    void training.step('stage');
    await expect.poll(() => lastProgress().step, { interval: 5 }).toBe(6);
    await untilPaused();
    void training.play();
    const { summary } = await finished;
    expect(summary).toMatchObject({ method: 'csmf', steps: STEPS, drift: { exposure: 0, click: 0 } });
    expect(statuses().at(-1)).toBe('finished');
    expect(events.filter(({ type }) => type === 'stage')).toHaveLength(7);
  });

  it('reports the same history whether it was stepped, paused or run to the end', async () => {
    const { finished } = await training.start({ method: 'csmf', config });
    void training.step('batch');
    await untilPaused();
    void training.step('stage');
    await untilPaused();
    void training.play();
    const stepped = (await finished).summary.history;
    const { finished: through } = await training.start({ method: 'csmf', config });
    void training.play();
    expect((await through).summary.history).toEqual(stepped);
    expect(stepped).toHaveLength(STEPS);
  });

  it('sends every loss and validation once, however often it reports', async () => {
    const { finished } = await training.start({ method: 'csmf', config });
    void training.play();
    const { summary, validations } = await finished;
    const sent = events.flatMap((event) => (event.type === 'progress' ? event.losses : []));
    expect(sent).toEqual(summary.history);
    const validationsByStep = new Map(
      events.flatMap((event) =>
        event.type === 'progress' ? event.validations.map((point) => [point.step, point] as const) : [],
      ),
    );
    expect([...validationsByStep.values()]).toEqual(validations);
  });

  it('rejects with an AbortError when cancelled, and adds no run', async () => {
    const { finished } = await training.start({ method: 'csmf', config });
    const rejection = expect(finished).rejects.toMatchObject({ name: 'AbortError' });
    void training.step('batch');
    await training.cancel();
    await rejection;
    expect(await training.runs()).toEqual([]);
    expect(statuses().at(-1)).toBe('cancelled');
    expect(() => runs.current).toThrow(expect.objectContaining({ code: 'no-run' }));
  });

  it('of a method with rerankers trains them too, can be cancelled there, and uses its own fusion', async () => {
    const options = { method: 'rerank', config: { ...config, rerank: { steps: 3, rate: 1e-3 } } };
    const { finished } = await training.start(options);
    expect(lastProgress().steps).toBe(STEPS + 9);
    void training.play();
    const { summary, trained, stages } = await finished;
    expect(summary.history).toHaveLength(STEPS + 9);
    expect(trained!.rerankers).toHaveLength(3);
    expect(stages.slice(-3).every(({ kind, bestStep }) => kind === 'rerank' && bestStep! <= 3)).toBe(true);
    // Each reranker: (3 · 48 + 3 + 1) · 16 hidden weights and a head of 16.
    const base = await training.start({ method: 'csmf', config });
    void training.play();
    expect(summary.parameters - (await base.finished).summary.parameters).toBe(3 * (148 * 16 + 16));
    const runs = events.flatMap((event) => (event.type === 'run' ? event.run : []));
    expect(runs.map(({ fusion }) => fusion)).toEqual(['method', 'linear']);

    const cancelled = await training.start(options);
    const rejection = expect(cancelled.finished).rejects.toMatchObject({ name: 'AbortError' });
    for (let stage = 0; stage < 7; stage++) {
      void training.step('stage');
      await untilPaused();
    }
    void training.step('batch');
    await untilPaused();
    expect(lastProgress().stage).toBe('rerank-exposure');
    await training.cancel();
    await rejection;
  });

  it('that fails reports it once, as an event and as a rejection, and leaves the previous run current', async () => {
    const { finished } = await training.start({ method: 'popularity' });
    const before = await finished;
    const broken = serviceOn(dataset, {
      ...engine,
      begin: () => Promise.reject(new Error('The device is gone.')),
    });
    broken.runs.add(before);
    const failing = await broken.training.start({ method: 'csmf', config });
    const rejection = expect(failing.finished).rejects.toThrow('The device is gone.');
    void broken.training.play();
    await rejection;
    expect(statuses().filter((status) => status === 'failed')).toHaveLength(1);
    expect(broken.runs.current).toBe(before);
  });

  it('of a network has no masks, which a code explains, and its run is like any other', async () => {
    const { finished } = await training.start({ method: 'shared-bottom', config });
    await expect(training.masks()).rejects.toMatchObject({ code: 'no-masks' });
    void training.play();
    const { summary, stages } = await finished;
    expect(summary).toMatchObject({ method: 'shared-bottom', steps: STEPS, engine: 'tfjs', vectorWidth: 48 });
    expect(stages).toHaveLength(1);
    expect(stages[0]!.owned).toBeUndefined();
    expect(events.some(({ type }) => type === 'masks')).toBe(false);
    await expect(training.masks()).rejects.toMatchObject({ code: 'no-masks' });
  });

  it('is rejected before its first step when an objective has no training positives', async () => {
    const none = { users: new Int32Array(0), items: new Int32Array(0) };
    const starved = { ...dataset, positives: { ...dataset.positives, conversion: none } };
    await expect(serviceOn(starved).training.start({ method: 'csmf', config })).rejects.toMatchObject({
      code: 'no-training-positives',
      values: { objective: 'conversion' },
    });
    await expect(training.start({ method: 'teleport' })).rejects.toMatchObject({
      code: 'unknown-method',
      values: { method: 'teleport' },
    });
    const narrow = { ...config, outputWidth: 2 };
    await expect(training.start({ method: 'csmf', config: narrow })).rejects.toMatchObject({
      code: 'hyperparameter-out-of-bounds',
      values: { path: 'outputWidth' },
    });
  });
});
