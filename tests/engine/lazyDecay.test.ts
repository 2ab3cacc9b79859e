import { describe, expect, it } from 'vitest';
import { TableAdam } from '../../src/engine/hostAdam';
import { decayFactor, LazyDecay } from '../../src/engine/lazyDecay';

describe('lazy decay', () => {
  it('gives the exact product of the missed steps, however small the running product would be', () => {
    // Half a step: after 2000 steps the product is 2⁻²⁰⁰⁰, far below the smallest float64 (2⁻¹⁰⁷⁴).
    const decay = new LazyDecay(4);
    for (let step = 1; step <= 2000; step++) {
      decay.advance(0.5);
      if (step % 3 === 0) expect(decay.visit(0)).toBe(0.125);
      if (step === 1990) expect(decay.visit(1)).toBeCloseTo(0, 12);
      if (step === 1400) decay.visit(2);
    }
    expect(decay.due(0)).toBe(0.25);
    expect(decay.due(1)).toBe(2 ** -10);
    // 600 and 2000 steps missed: of the first the exact power, of the second nothing, and never NaN.
    expect(decay.due(2)).toBe(2 ** -600);
    expect(Math.fround(decay.due(3))).toBe(0);
    decay.visit(3);
    decay.advance(0.5);
    expect(decay.due(3)).toBe(0.5);
  });

  it('continues from its captured state with the same factors', () => {
    const decay = new LazyDecay(2);
    for (let step = 0; step < 700; step++) decay.advance(0.3);
    decay.visit(1);
    const resumed = new LazyDecay(2);
    resumed.resume(structuredClone(decay.capture()));
    for (const each of [decay, resumed]) each.advance(0.3);
    expect([resumed.due(0), resumed.due(1)]).toEqual([decay.due(0), decay.due(1)]);
    expect(decay.due(1)).toBe(0.3);
  });

  it('never keeps nothing of a row or less, whatever rate and λ are', () => {
    expect(decayFactor(0.01, 0.3)).toBe(1 - 0.01 * 0.3);
    for (const [rate, lambda] of [
      [0.2, 5],
      [0.5, 5],
    ] as const) {
      expect(decayFactor(rate, lambda)).toBeGreaterThan(0);
      expect(decayFactor(rate, lambda)).toBeLessThan(1e-12);
    }
  });

  it('leaves every weight of a table a number at the strongest decay', () => {
    const weights = Float32Array.from({ length: 6 }, (_, index) => index - 2.5);
    const table = { name: 'id', rows: 6, width: 1, firstColumn: 0, weights };
    const adam = new TableAdam(table, Int32Array.of(0), Uint8Array.of(0), 0);
    for (let step = 0; step < 400; step++) {
      const row = Int32Array.of(step % 5);
      adam.catchUp(row);
      const source = { rows: row, gradients: Float32Array.of(1), stride: 1, offset: 0, weight: 1 };
      adam.update([source], 0.2, decayFactor(0.2, 5));
    }
    adam.catchUpAll();
    expect([...weights].filter(Number.isFinite)).toHaveLength(6);
    // The row that was never looked up is gone.
    expect(weights[5]).toBe(0);
  });
});
