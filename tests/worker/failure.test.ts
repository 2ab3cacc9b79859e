import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import type { Dataset } from '../../src/data/schema';
import type { Engine } from '../../src/engine/engine';
import { type Failure, failureOf, remedyOf } from '../../src/page/storage/remedies';
import { describeFailure } from '../../src/worker/engines/failure';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { BrowserStorage } from '../../src/worker/storage/browserStorage';
import { RunList } from '../../src/worker/training/runList';
import { TrainingService } from '../../src/worker/training/trainingService';
import { fusedEngine } from '../fusedEngine';
import { smallShop } from './trainedRuns';

const config = {
  batchSize: 32,
  uniformNegatives: 16,
  steps: { exposure: 6, click: 4, conversion: 4 },
  recoverySteps: { exposure: 2, click: 2 },
};

let wasm: Engine;
let dataset: Dataset;
let events: SessionEvent[];
let saved: BrowserStorage;
beforeAll(async () => {
  wasm = await fusedEngine();
  dataset = await smallShop();
});
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  events = [];
  saved = new BrowserStorage((event) => void events.push(event));
});

/** Click's stage diverges in loss or weights at rates above .002, at once or after some steps, or finds no memory for over 16 rows. */
function fragile(failure: Failure, after = 0): Engine {
  return {
    ...wasm,
    async begin(model, sides, spec) {
      const open = await wasm.begin(model, sides, spec);
      let isBroken = false;
      let steps = 0;
      return {
        step: (batches, rates) => {
          if (spec.owner !== 'click') return open.step(batches, rates);
          if (failure !== 'out-of-memory') isBroken ||= ++steps > after && rates.layers > 0.002;
          else if (batches[0]!.users.length > 16) throw new RangeError('Array buffer allocation failed');
          return open.step(batches, rates);
        },
        losses: async () =>
          (await open.losses()).map((loss) => (isBroken && failure === 'nan-loss' ? Number.NaN : loss)),
        async synchronise() {
          await open.synchronise();
          if (isBroken && model.kind === 'towers') model.users.hidden[0] = Number.NaN;
        },
        capture: () => open.capture(),
        resume: (state) => open.resume(state),
        dispose: () => open.dispose(),
      };
    },
  };
}

/** Nothing here previews a pruning. */
const neverAsked = () => Promise.reject(new Error('not asked'));

const serviceOn = (engine: Engine) => {
  const { name, fingerprint } = dataset.log;
  const reference = { name, fingerprint };
  const emit = (event: SessionEvent) => void events.push(event);
  return new TrainingService({
    engines: {
      forLog: async () => engine,
      replace: async () => engine,
      current: neverAsked,
      prepare: async () => undefined,
    },
    emit,
    data: { dataset, reference },
    runs: new RunList(emit, (run, training) => saved.saveRun(run, { reference, dataset, training })),
    startSaving: (training, id) => saved.startSaving({ ...training, dataset: reference }, id),
  });
};

describe('a training that fails', () => {
  it.each(['nan-loss', 'nan-weights', 'out-of-memory'] as const)(
    'because of %s keeps its last good checkpoint, names the cause, and resumes from there with changed settings',
    async (failure) => {
      const training = serviceOn(fragile(failure));
      const { finished } = await training.start({ method: 'csmf', config });
      void training.play();
      await expect(finished).rejects.toThrow();
      const status = events.findLast((event) => event.type === 'status')!;
      expect(status).toMatchObject({ status: 'failed', code: failure });
      expect(failureOf(status.code)).toBe(failure);

      const [interruption] = (await saved.list()).interruptions;
      expect(interruption).toMatchObject({ stage: 'train-click', step: 8, steps: 18 });
      const record = await saved.training(interruption!.id);
      const again = await training.startSaved(record, {});
      void training.play();
      // Unchanged settings fail in the same way: resuming is exact.
      await expect(again.finished).rejects.toThrow();

      const changes = remedyOf(failure, interruption!.config);
      const changed = await training.startSaved(record, changes);
      void training.play();
      const { summary, stages } = await changed.finished;
      expect(summary.steps).toBe(18);
      expect(summary.history.slice(0, 8)).toEqual(record.checkpoint.history);
      expect(summary.drift.exposure).toBe(0);
      expect(stages).toHaveLength(7);
      expect((await saved.list()).interruptions).toEqual([]);
    },
  );

  it('begins its stage again with changed settings, however late in it the checkpoint was', async () => {
    const training = serviceOn(fragile('nan-loss', 1));
    const first = await training.start({ method: 'csmf', config });
    const pausedAt = (step: number) =>
      expect
        .poll(() => [
          events.findLast((event) => event.type === 'progress')?.progress.step,
          events.findLast((event) => event.type === 'status')?.status,
        ])
        .toEqual([step, 'paused']);
    // Exposure's training, its pruning, its recovery, and a step of click's training.
    for (const [until, step] of [
      ['stage', 6],
      ['stage', 6],
      ['stage', 8],
      ['batch', 9],
    ] as const) {
      void training.step(until);
      await pausedAt(step);
    }
    void training.play();
    await expect(first.finished).rejects.toThrow();
    const record = await saved.training((await saved.list()).interruptions[0]!.id);
    const changes = remedyOf('nan-loss', record.config);
    const changed = await training.startSaved(record, changes);
    void training.play();
    const { summary, validations } = await changed.finished;
    expect(summary.steps).toBe(18);
    expect(summary.history.map(({ step }) => step)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
    expect(summary.history.slice(0, 8)).toEqual(record.checkpoint.history.slice(0, 8));
    expect(validations.every(({ recall }) => Object.keys(recall).length > 0)).toBe(true);
    expect(summary.drift.exposure).toBe(0);
  });

  it('changes settings within their bounds', () => {
    expect(remedyOf('nan-loss', DEFAULTS).learningRates).toEqual({
      exposure: 2.5e-3,
      click: 1.5e-3,
      conversion: 1.5e-3,
    });
    expect(remedyOf('nan-weights', { ...DEFAULTS, embeddingDecay: 3 })).toMatchObject({
      learningRates: { exposure: 2.5e-3, click: 1.5e-3, conversion: 1.5e-3 },
      embeddingDecay: 1.5,
    });
    expect(remedyOf('out-of-memory', { ...DEFAULTS, batchSize: 3, uniformNegatives: 5 })).toEqual({
      batchSize: 2,
      uniformNegatives: 2,
    });
  });

  it('is out of memory only where the message says so', () => {
    for (const message of [
      'Array buffer allocation failed',
      'WebAssembly: Out of memory',
      'memory access out of bounds',
    ]) {
      expect(describeFailure(new RangeError(message))).toEqual({ code: 'out-of-memory' });
    }
    expect(describeFailure(new Error('The device is gone.'))).toEqual({
      code: 'unexpected',
      values: { message: 'The device is gone.' },
    });
    expect(describeFailure('odd')).toEqual({ code: 'unexpected', values: { message: 'odd' } });
  });
});
