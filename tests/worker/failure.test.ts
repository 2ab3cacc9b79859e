import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import type { Dataset } from '../../src/data/schema';
import type { Engine } from '../../src/engine/engine';
import { type Failure, failureOf, remedyOf } from '../../src/page/storage/remedies';
import { describeFailure } from '../../src/worker/engines/failure';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { StorageService } from '../../src/worker/storage/storageService';
import { TrainingService } from '../../src/worker/training/trainingService';
import { wasmEngine } from '../wasmEngine';
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
let keeping: StorageService;
beforeAll(async () => {
  wasm = await wasmEngine();
  dataset = await smallShop();
});
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  events = [];
  keeping = new StorageService((event) => void events.push(event));
});

/** Click's stage diverges at rates above .002, at once or after some steps, or finds no memory for over 16 rows. */
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
          if (failure === 'nan-loss') isBroken ||= ++steps > after && rates.layers > 0.002;
          else if (batches[0]!.users.length > 16) throw new RangeError('Array buffer allocation failed');
          return open.step(batches, rates);
        },
        losses: async () => (await open.losses()).map((loss) => (isBroken ? Number.NaN : loss)),
        synchronise: () => open.synchronise(),
        capture: () => open.capture(),
        resume: (state) => open.resume(state),
        dispose: () => open.dispose(),
      };
    },
  };
}

const deskOn = (engine: Engine) => {
  const { name, fingerprint } = dataset.log;
  const reference = { name, fingerprint };
  return new TrainingService(
    { forLog: async () => engine, replace: async () => engine },
    (event) => void events.push(event),
    {
      begin: (training, id) => keeping.begin({ ...training, dataset: reference }, id),
      keepRun: (run) => keeping.keepRun(run, reference, dataset),
    },
  );
};

describe('a training that fails', () => {
  it.each(['nan-loss', 'out-of-memory'] as const)(
    'of %s keeps its last good checkpoint, names the cause, and goes on from there once it is cured',
    async (failure) => {
      const desk = deskOn(fragile(failure));
      const { finished } = await desk.prepare(dataset, { method: 'csmf', config });
      desk.play('end');
      await expect(finished).rejects.toThrow();
      const status = events.findLast((event) => event.type === 'status')!;
      expect(status).toMatchObject({ status: 'failed', code: failure });
      expect(failureOf(status.code)).toBe(failure);

      const [interruption] = (await keeping.lists()).interruptions;
      expect(interruption).toMatchObject({ stage: 'train-click', step: 8, steps: 18 });
      const kept = await keeping.training(interruption!.id);
      const again = await desk.continue(dataset, { kept, changes: {} });
      desk.play('end');
      // As it was it fails as it did: going on is exact.
      await expect(again.finished).rejects.toThrow();

      const changes = remedyOf(failure, interruption!.config);
      const cured = await desk.continue(dataset, { kept, changes });
      desk.play('end');
      const { summary, stages } = await cured.finished;
      expect(summary.steps).toBe(18);
      expect(summary.history.slice(0, 8)).toEqual(kept.checkpoint.history);
      expect(summary.drift.exposure).toBe(0);
      expect(stages).toHaveLength(7);
      expect((await keeping.lists()).interruptions).toEqual([]);
    },
  );

  it('begins its stage again with other settings, however far in it the checkpoint was', async () => {
    const desk = deskOn(fragile('nan-loss', 1));
    const first = await desk.prepare(dataset, { method: 'csmf', config });
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
      desk.play(until);
      await pausedAt(step);
    }
    desk.play('end');
    await expect(first.finished).rejects.toThrow();
    const kept = await keeping.training((await keeping.lists()).interruptions[0]!.id);
    const changes = remedyOf('nan-loss', kept.config);
    const cured = await desk.continue(dataset, { kept, changes });
    desk.play('end');
    const { summary, validations } = await cured.finished;
    expect(summary.steps).toBe(18);
    expect(summary.history.map(({ step }) => step)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
    expect(summary.history.slice(0, 8)).toEqual(kept.checkpoint.history.slice(0, 8));
    expect(validations.every(({ recall }) => Object.keys(recall).length > 0)).toBe(true);
    expect(summary.drift.exposure).toBe(0);
  });

  it('is cured within the bounds of what it changes', () => {
    expect(remedyOf('nan-loss', DEFAULTS).learningRates).toEqual({
      exposure: 2.5e-3,
      click: 1.5e-3,
      conversion: 1.5e-3,
    });
    expect(remedyOf('out-of-memory', { ...DEFAULTS, batchSize: 3, uniformNegatives: 5 })).toEqual({
      batchSize: 2,
      uniformNegatives: 2,
    });
  });

  it('is of memory only where somebody says so', () => {
    for (const message of [
      'Array buffer allocation failed',
      'WebAssembly: Out of memory',
      'memory access out of bounds',
    ]) {
      expect(describeFailure(new RangeError(message))).toEqual({ message, code: 'out-of-memory' });
    }
    expect(describeFailure(new Error('The device is gone.'))).toEqual({ message: 'The device is gone.' });
    expect(describeFailure('odd')).toEqual({ message: 'odd' });
  });
});
