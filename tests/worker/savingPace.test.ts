import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { createTraining, planOf, resolveConfig } from '../../src/methods/presets';
import type { SessionEvent } from '../../src/worker/protocol/session';
import type { SessionCheckpoint } from '../../src/worker/training/sessionCheckpoint';
import { TrainingControl } from '../../src/worker/training/trainingControl';
import { fusedEngine } from '../fusedEngine';
import { smallShop } from './trainedRuns';

/** A clock that only the engine advances. */
let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Pace {
  stepMs: number;
  captureMs?: number;
  /** The error of a capture. */
  captureFails?: () => Error;
}

async function clocked({ stepMs, captureMs = 0, captureFails }: Pace): Promise<Engine> {
  const wasm = await fusedEngine();
  return {
    ...wasm,
    async begin(...parameters) {
      const open = await wasm.begin(...parameters);
      return {
        step: async (...values) => {
          nowMs += stepMs;
          await open.step(...values);
        },
        capture: async () => {
          nowMs += captureMs;
          if (captureFails) throw captureFails();
          return open.capture();
        },
        losses: () => open.losses(),
        synchronise: () => open.synchronise(),
        resume: (state) => open.resume(state),
        dispose: () => open.dispose(),
      };
    },
  };
}

/** Runs a joint training of 20 steps: returns the steps it was saved after, 0 for its start. */
async function savedSteps(pace: Pace) {
  const dataset = await smallShop();
  const changes = { batchSize: 32, steps: { exposure: 20, click: 20, conversion: 20 } };
  const config = resolveConfig('joint', dataset, changes);
  const training = createTraining({ method: 'joint', dataset, config, engine: await clocked(pace) });
  const saved: number[] = [];
  const events: SessionEvent[] = [];
  const control = new TrainingControl({
    training,
    plan: planOf('joint', { config, dataset }).map((stage) => ({ ...stage, steps: 20 })),
    emit: (event) => void events.push(event),
    save: (_, { trainer }: SessionCheckpoint) => void saved.push(trainer.midStage?.step ?? 0),
  });
  control.run('end');
  await control.finished;
  return { saved, reports: events.filter(({ type }) => type === 'not-saved') };
}

describe('a training that runs', () => {
  it('is saved at its stage’s start, and at the first step after every five seconds', async () => {
    // Two seconds a step: 6 s, 12 s, 18 s.
    expect((await savedSteps({ stepMs: 2000 })).saved).toEqual([0, 3, 6, 9, 12, 15, 18]);
    expect((await savedSteps({ stepMs: 200 })).saved).toEqual([0]);
  });

  it('spends at most a fiftieth of its time on saving', async () => {
    // After the first, .3 s is a fiftieth of 15 s, which are eight steps of two seconds.
    expect((await savedSteps({ stepMs: 2000, captureMs: 300 })).saved).toEqual([0, 3, 11, 19]);
  });

  it('continues when it cannot be saved, and reports that once a stage', async () => {
    const captureFails = () => new RangeError('Array buffer allocation failed');
    const { saved, reports } = await savedSteps({ stepMs: 2000, captureFails });
    expect(saved).toEqual([0]);
    expect(reports).toEqual([{ type: 'not-saved', code: 'out-of-memory' }]);
  });
});
