import { describe, expect, it } from 'vitest';
import { sampleInformation, totalInformation } from '../../src/model/extra/fisher';
import { gatherBatch } from '../../src/model/extra/gatherBatch';
import { decreaseRanges } from '../../src/model/extra/iterativeRange';
import { importanceLists, type PrunableLayer, prunableLayers } from '../../src/model/importance';
import { rowsOf } from '../../src/model/lookups';
import { referenceLoss } from '../../src/model/reference';
import { productModel, tinyDataset, tinyModel } from '../tinyLog';

describe('the Fisher information of one weight path', () => {
  it('is the sum of the samples’ squared gradients, not the square of their sum', () => {
    // Both towers are x → relu(x·1) → ·1 in unit 0, so s(u, i) = u·i. User 0 is 1, item 0 is 1, item 1 is 3.
    const { model, sides } = productModel([1, 3, 0]);
    const layers = prunableLayers(model, 0);
    const sampleOf = (...items: number[]) => ({
      users: Int32Array.of(0),
      candidates: Int32Array.from(items),
      logQ: new Float32Array(3),
    });
    const task = { model, sides, spec: { owner: 'exposure' as const }, layers };
    const samples = [sampleOf(0, 1), sampleOf(1, 0)].map((sample) => sampleInformation(task, sample));
    // Sample 1, positive 1, negative 3: p(negative) = σ(3 − 1) = a. ∂s⁺ = −a, ∂s⁻ = a.
    //   user side: −a·1 + a·3 = 2a, the same for its column, its hidden weight and its output weight.
    //   item side: rows −a and a, so the column has a² + a²; hidden and output weight −a·1 + a·3 = 2a.
    // Sample 2, positive 3, negative 1: p(negative) = σ(−2) = b; user side −2b, rows −b and b, weights −2b.
    const [a, b] = [1 / (1 + Math.exp(-2)), 1 / (1 + Math.exp(2))];
    const squares = a * a + b * b;
    const total = totalInformation(samples);
    const expected = [[4], [4, 0, 0], [4, 0, 0], [2], [4, 0, 0], [4, 0, 0]];
    expected.forEach((layer, index) => {
      layer.forEach((factor, element) => {
        expect(total[index]![element]).toBeCloseTo(factor * squares, 12);
      });
    });
    // As importance: a column over its rows (2 users, 3 items), an output unit over each tower's mean:
    // 4/(4/3) + 4/(4/3) = 6.
    const lists = importanceLists(layers, total);
    expect(lists.map(({ layer }) => layer)).toEqual([
      'embedding:id',
      'hidden',
      'embedding:id',
      'hidden',
      'output',
    ]);
    expect(lists[0]!.values[0]).toBeCloseTo((4 * squares) / 2, 12);
    expect(lists[2]!.values[0]).toBeCloseTo((2 * squares) / 3, 12);
    expect([...lists[4]!.values]).toEqual([expect.closeTo(6, 12), 0, 0]);
  });
});

describe('the rows of a model that a batch uses', () => {
  it('have the loss and the gradients of the full model', () => {
    const dataset = tinyDataset({ users: 9, items: 11, lists: true });
    const { model, sides } = tinyModel(dataset);
    // Item 4 comes three times, twice as an accidental hit; features are shared by several items anyway.
    const batch = {
      users: Int32Array.of(7),
      candidates: Int32Array.of(4, 9, 4, 0, 4, 9),
      logQ: Float32Array.from({ length: 11 }, (_, item) => -0.3 * item),
    };
    const part = gatherBatch(model, sides, batch);
    const whole = referenceLoss(model, sides, { owner: 'exposure' }, batch);
    const cut = referenceLoss(part.model, part.sides, { owner: 'exposure' }, part.batch);
    expect(cut.loss).toBe(whole.loss);
    const sorted = (gradient: Float64Array) => [...gradient].filter((value) => value !== 0).sort();
    expect(cut.gradients.map(sorted)).toEqual(whole.gradients.map(sorted));
    const tags = rowsOf(sides.users.lookups[2]!, 7).length;
    expect(part.model.users.tables.map(({ rows }) => rows)).toEqual([1, 1, tags]);
    expect(part.model.items.tables[0]!.rows).toBe(3);
    // The model itself is left alone.
    expect(model.items.tables[0]!.rows).toBe(11);
  });
});

describe('iterative range decreasing', () => {
  const layer = (tower: 'user' | 'item', name: string, elements: number[]): PrunableLayer => ({
    tower,
    layer: name,
    array: 0,
    elements: Int32Array.from(elements),
    starts: Int32Array.from(elements),
    stride: 0,
    count: 1,
  });
  const layers = [
    layer('user', 'hidden', [10, 11, 12, 13]),
    layer('user', 'output', [20, 21]),
    layer('item', 'output', [20, 21]),
  ];
  const sample = (hidden: number[], users: number[], items: number[]) =>
    [hidden, users, items].map((values) => Float64Array.from(values));
  const information = [
    sample([8, 1, 0, 0], [1, 1], [0, 0]), // 11
    sample([0, 7, 1, 0], [0, 0], [0, 0]), //  8
    sample([1, 0, 0, 9], [0, 0], [0, 1]), // 11
    sample([0, 7, 0, 0], [0, 0], [0, 0]), //  7
  ];

  it('halves samples and elements alternately until each list has its target length', () => {
    // Round 1: samples 0 and 2 (11, 11) stay. Over them the hidden units hold 9, 1, 0, 9: units 12 and 11
    // leave. Output units: users 1, 1 over their mean 1; items 0, 1 over .5: 1 and 3. Unit 20 leaves.
    // Round 2: sample 0 gives what is left (10, 13, 21) 8 + 0 + 1 = 9, sample 2 gives 1 + 9 + 1 = 11.
    // Over sample 2 unit 10 holds 1 and unit 13 holds 9: 10 leaves.
    const [hidden, output] = decreaseRanges({ layers, information, targets: [3, 1] });
    expect([...hidden!.order]).toEqual([12, 11, 10, 13]);
    expect(hidden).toMatchObject({ tower: 'user', layer: 'hidden', released: 3 });
    expect([...output!.order]).toEqual([20, 21]);
    expect(output).toMatchObject({ tower: 'both', released: 1 });
    // All samples together would have kept unit 11: 9, 15, 1, 9.
    expect([...totalInformation(information)[0]!]).toEqual([9, 15, 1, 9]);
  });

  it('releases nothing, and reads no sample, when the target is to release nothing', () => {
    const releases = decreaseRanges({ layers, information, targets: [0, 0] });
    expect(releases.map(({ released }) => released)).toEqual([0, 0]);
    expect([...releases[0]!.order]).toEqual([10, 11, 12, 13]);
  });

  it('does not release more than its target: one of four elements', () => {
    // Over samples 0 and 2 unit 12 is the least.
    const [hidden] = decreaseRanges({ layers, information, targets: [1, 0] });
    expect([...hidden!.order.subarray(0, hidden!.released)]).toEqual([12]);
  });
});
