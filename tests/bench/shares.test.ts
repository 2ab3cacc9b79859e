import { describe, expect, it } from 'vitest';
import { dealOut, progressOf, sharesOf } from '../../bench/lab/shares';
import { type LabRequest, parseSpec, trialsOf } from '../../src/lab/experiment';
import type { Outcome } from '../../src/lab/result';

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
const cellsIn = (asked: LabRequest) => trialsOf(parseSpec(asked));

describe('the shares of an experiment', () => {
  it('hold every trial once, in the experiment’s order', () => {
    const shares = sharesOf(request);
    expect(shares).toHaveLength(8);
    expect(shares.flatMap(cellsIn)).toEqual(cellsIn(request));
  });

  it('go to whoever is free', async () => {
    const taken: Record<string, number> = { quick: 0, slow: 0 };
    let free = () => {};
    await dealOut(['quick', 'slow'], sharesOf(request), async (place) => {
      taken[place]! += 1;
      if (place === 'slow') await new Promise<void>((resolve) => (free = resolve));
      else if (taken.quick === 7) free();
    });
    expect(taken).toEqual({ quick: 7, slow: 1 });
  });

  it('end with the fault of the first that fails', async () => {
    const run = async (place: string) => {
      if (place === 'broken') throw new Error('The browser is gone.');
    };
    await expect(dealOut(['whole', 'broken'], sharesOf(request), run)).rejects.toThrow(
      'The browser is gone.',
    );
  });

  it('are as far as the cells that ended, and share what is left', () => {
    const [first, second] = cellsIn(request);
    const outcome = (trial = first!, elapsedMs = 800) => ({ trial, result: { elapsedMs } }) as Outcome;
    const progress = progressOf(request, 2);
    const total = cellsIn(request).length;
    expect(progress([])).toEqual({ done: 0, total, etaMs: null });
    expect(progress([outcome()])).toEqual({ done: 1, total, etaMs: (800 * (total - 1)) / 2 });
    expect(progress([outcome(), outcome(second)]).done).toBe(2);
  });
});
