import { describe, expect, it } from 'vitest';
import { LayerAdam, TableAdam } from '../../src/engine/hostAdam';
import type { EmbeddingTable } from '../../src/model/tower';

const table = (weights: number[], width: number): EmbeddingTable => ({
  name: 'id',
  rows: weights.length / width,
  width,
  firstColumn: 0,
  weights: Float64Array.from(weights),
});

const source = (rows: number[], gradients: number[], stride: number) => ({
  rows: Int32Array.from(rows),
  gradients: Float64Array.from(gradients),
  stride,
  offset: 0,
  weight: 1,
});

describe('masked Adam over a layer', () => {
  it('takes a first step of the learning rate’s size against the gradient’s sign', () => {
    // m = 0.1·g, v = 0.001·g²; m̂ = g, √v̂ = |g|: w − α·g/(|g| + 1e-8) = 1 − 0.01.
    const weights = Float64Array.of(1, 1);
    new LayerAdam(weights, Int32Array.of(0, 1)).update([4, -0.5], 0.01);
    expect(weights[0]).toBeCloseTo(0.99, 9);
    expect(weights[1]).toBeCloseTo(1.01, 9);
  });

  it('follows the formula in its second step', () => {
    // g₁ = 1, g₂ = 3: m = 0.9·0.1 + 0.1·3 = 0.39; v = 0.999·0.001 + 0.001·9 = 0.009999.
    // m̂ = 0.39/(1 − 0.81), v̂ = 0.009999/(1 − 0.998001).
    const weights = Float64Array.of(0);
    const adam = new LayerAdam(weights, Int32Array.of(0));
    adam.update([1], 0.1);
    const first = weights[0]!;
    adam.update([3], 0.1);
    const expected = (0.1 * (0.39 / 0.19)) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
    expect(first - weights[0]!).toBeCloseTo(expected, 12);
  });

  it('never changes a weight that is not trained', () => {
    const weights = Float64Array.of(1, 2, 3);
    new LayerAdam(weights, Int32Array.of(2, -1)).update([1, 1], 0.5);
    expect([...weights.subarray(0, 2)]).toEqual([1, 2]);
    expect(weights[2]).not.toBe(3);
  });
});

describe('lazy masked Adam over an embedding table', () => {
  it('sums the gradients of a repeated row and does not change other rows or other owners’ columns', () => {
    const twice = table([1, 1, 1, 1, 1, 1], 2);
    const once = table([1, 1, 1, 1, 1, 1], 2);
    const columns = Int32Array.of(0, 1);
    const owners = Uint8Array.of(0, 1);
    new TableAdam(twice, columns, owners, 0).update([source([2, 0, 2], [1, 9, 5, 9, 2, 9], 2)], 0.1, 1);
    new TableAdam(once, columns, owners, 0).update([source([0, 2], [5, 9, 3, 9], 2)], 0.1, 1);
    expect(twice.weights).toEqual(once.weights);
    expect([...twice.weights]).toEqual([expect.closeTo(0.9, 6), 1, 1, 1, expect.closeTo(0.9, 6), 1]);
  });

  it('gives each row of a list of n rows 1/n of the gradient', () => {
    // Position 0 reads rows 0 and 2 with gradient 4, position 1 nothing, position 2 row 2 alone with 1:
    // row 0 has 4/2 = 2, row 2 has 4/2 + 1 = 3, row 1 stands.
    const lists = table([1, 1, 1], 1);
    const rows = table([1, 1, 1], 1);
    const reads = { rows: Int32Array.of(0, 2, 2), starts: Int32Array.of(0, 2, 2, 3) };
    const adams = [lists, rows].map((one) => new TableAdam(one, Int32Array.of(0), Uint8Array.of(0), 0));
    adams[0]!.update([{ ...source([], [4, 9, 1], 1), ...reads }], 0.1, 1);
    adams[1]!.update([source([0, 2], [2, 3], 1)], 0.1, 1);
    // A second step tells gradients apart that a first one, which goes by their signs, does not.
    for (const adam of adams) adam.update([source([0, 2], [-1, -1], 1)], 0.1, 1);
    expect(lists.weights).toEqual(rows.weights);
    expect(lists.weights[1]).toBe(1);
  });

  it('corrects the bias of a row’s first update by the stage’s step, without decaying its moments', () => {
    const lazy = table([0, 0], 1);
    const adam = new TableAdam(lazy, Int32Array.of(0), Uint8Array.of(0), 0);
    adam.update([source([0], [1], 1)], 0.1, 1);
    adam.update([source([0], [1], 1)], 0.1, 1);
    adam.update([source([1], [2], 1)], 0.1, 1);
    // Step 3, fresh moments: m = 0.1·2, v = 0.001·4; m̂ = 0.2/(1 − 0.729), v̂ = 0.004/(1 − 0.997002999).
    const expected = (0.1 * (0.2 / 0.271)) / (Math.sqrt(0.004 / 0.002997001) + 1e-8);
    expect(-lazy.weights[1]!).toBeCloseTo(expected, 9);
  });

  it('applies embedding decay exactly: applied late it equals decay of every row at every step', () => {
    const columns = Int32Array.of(0, 1);
    const owners = Uint8Array.of(0, 1);
    const lazy = table([1, 1, 2, 2, 3, 3], 2);
    const eager = table([1, 1, 2, 2, 3, 3], 2);
    const lazyAdam = new TableAdam(lazy, columns, owners, 0);
    const eagerAdam = new TableAdam(eager, columns, owners, 0);
    const rowsOfStep = [[0], [1], [0, 1], [0], [0]];
    for (const [step, rows] of rowsOfStep.entries()) {
      const factor = 1 - 0.01 * (step + 1);
      const gradients = rows.flatMap((row) => [row + 1, 7]);
      lazyAdam.catchUp(Int32Array.from(rows));
      lazyAdam.update([source(rows, gradients, 2)], 0.1, factor);
      eagerAdam.update([source(rows, gradients, 2)], 0.1, 1);
      for (let row = 0; row < 3; row++) eager.weights[row * 2]! *= factor;
    }
    lazyAdam.catchUpAll();
    lazy.weights.forEach((value, index) => {
      expect(value).toBeCloseTo(eager.weights[index]!, 12);
    });
    // Row 2 was never in a batch: 3 · 0.99 · 0.98 · 0.97 · 0.96 · 0.95. The other owner’s column stands.
    expect(lazy.weights[4]).toBeCloseTo(3 * 0.99 * 0.98 * 0.97 * 0.96 * 0.95, 12);
    expect([lazy.weights[1], lazy.weights[3], lazy.weights[5]]).toEqual([1, 2, 3]);
  });
});
