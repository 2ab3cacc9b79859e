import { describe, expect, it } from 'vitest';
import { partsOf, progressOf, runOnWorkers } from '../../bench/lab/parts';
import { type LabRequest, parseSpec, trialsOf } from '../../src/lab/experiment';
import type { TrialOutcome } from '../../src/lab/result';

const request: LabRequest = {
  datasets: [{ sample: 'shop' }, { sample: 'sparse' }],
  methods: [
    'csmf',
    'joint',
    { label: 'short', method: 'csmf', changes: { steps: { exposure: 9 } } },
    'random',
  ],
  seeds: [0, 1],
  reference: 'joint',
};
const trialsIn = (part: LabRequest) => trialsOf(parseSpec(part));

describe('the parts of an experiment', () => {
  it('contain every trial once, in the experiment’s order', () => {
    const parts = partsOf(request);
    expect(parts).toHaveLength(8);
    expect(parts.flatMap(trialsIn)).toEqual(trialsIn(request));
  });

  it('run on the first worker that is free', async () => {
    const taken: Record<string, number> = { quick: 0, slow: 0 };
    let free = () => {};
    await runOnWorkers(['quick', 'slow'], partsOf(request), async (worker) => {
      taken[worker]! += 1;
      if (worker === 'slow') await new Promise<void>((resolve) => (free = resolve));
      else if (taken.quick === 7) free();
    });
    expect(taken).toEqual({ quick: 7, slow: 1 });
  });

  it('reject with the error of the first that fails', async () => {
    const run = async (worker: string) => {
      if (worker === 'broken') throw new Error('The browser is gone.');
    };
    await expect(runOnWorkers(['sound', 'broken'], partsOf(request), run)).rejects.toThrow(
      'The browser is gone.',
    );
  });

  it('report how many trials ended, and divide the time that is left by the workers', () => {
    const [first, second] = trialsIn(request);
    const outcome = (trial = first!, elapsedMs = 800) =>
      ({ kind: 'done', trial, result: { elapsedMs } }) as TrialOutcome;
    const progress = progressOf(request, 2);
    const total = trialsIn(request).length;
    expect(progress([])).toEqual({ done: 0, total, etaMs: null });
    expect(progress([outcome()])).toEqual({ done: 1, total, etaMs: (800 * (total - 1)) / 2 });
    expect(progress([outcome(), outcome(second)]).done).toBe(2);
  });
});
