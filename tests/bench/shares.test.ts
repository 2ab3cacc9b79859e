import { describe, expect, it } from 'vitest';
import { sharesOf, together } from '../../bench/lab/shares';
import { cellsOf, type LabRequest, parseSpec } from '../../src/lab/experiment';
import type { LabEvent } from '../../src/lab/runner';

const request: LabRequest = {
  datasets: [{ sample: 'shop' }],
  methods: [
    'csmf',
    'joint',
    { label: 'short', method: 'csmf', changes: { steps: { exposure: 9 } } },
    'random',
  ],
  seeds: [0, 1],
  reference: 'joint',
};

describe('the shares of an experiment', () => {
  it('hold every cell once, whichever way the methods are dealt', () => {
    const cells = (asked: LabRequest) => cellsOf(parseSpec(asked)).map((cell) => JSON.stringify(cell));
    for (const count of [1, 2, 3, 9]) {
      const shares = sharesOf(request, count);
      expect(shares).toHaveLength(Math.min(count, 4));
      expect(shares.flatMap(cells).sort()).toEqual(cells(request).sort());
    }
  });

  it('are together as far as their sum, and end with the slowest', () => {
    const event = (done: number, total: number, etaMs: number | null) => ({ done, total, etaMs }) as LabEvent;
    expect(together([event(2, 5, 700), undefined, event(1, 4, 900)])).toEqual({
      done: 3,
      total: 9,
      etaMs: 900,
    });
    expect(together([event(0, 5, null)]).etaMs).toBeNull();
  });
});
