import { describe, expect, it } from 'vitest';
import { withChanges } from '../../src/config';
import { BLOCKED, FREE } from '../../src/model/ownerBytes';
import { claimFree, hiddenOwners, outputOwners } from '../../src/model/ownership';
import { prune, releasedByCumulativePercentile, releasedByUniformRatio } from '../../src/model/prune';
import { ownerArrays } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { TINY_CONFIG, tinyDataset, tinyModel } from '../tinyLog';

const options = (owner: number, tau = 0.4) => ({
  rule: 'cumulative' as const,
  owner,
  laterObjectives: 2 - owner,
  tau,
  weightTau: 0.3,
  random: createRandom(1, 'prune-test'),
});

describe('the cumulative percentile rule', () => {
  it('releases the longest prefix whose mass is at most τ of the total', () => {
    // Total 10, τ·total = 4. Prefix sums 1, 3, 6: two fit (3 ≤ 4), three do not (6 > 4).
    expect(releasedByCumulativePercentile(Float64Array.of(1, 2, 3, 4), 0.4, 0)).toBe(2);
    // τ·total = 3: the second prefix sum meets it exactly and still counts.
    expect(releasedByCumulativePercentile(Float64Array.of(1, 2, 3, 4), 0.3, 0)).toBe(2);
  });

  it('releases nothing when the least important element alone exceeds τ, unless a minimum is given', () => {
    // Total 8, τ·total = 0.8 < 2.
    expect(releasedByCumulativePercentile(Float64Array.of(2, 3, 3), 0.1, 0)).toBe(0);
    expect(releasedByCumulativePercentile(Float64Array.of(2, 3, 3), 0.1, 1)).toBe(1);
  });

  it('releases no more than the minimum where all importances are 0: none is less important', () => {
    expect(releasedByCumulativePercentile(Float64Array.of(0, 0, 0), 0.5, 0)).toBe(0);
    expect(releasedByCumulativePercentile(Float64Array.of(0, 0, 0), 0.5, 2)).toBe(2);
    // Some importance says enough: 0 ≤ τ·total.
    expect(releasedByCumulativePercentile(Float64Array.of(0, 0, 3), 0.5, 1)).toBe(2);
  });

  it('never releases all elements', () => {
    expect(releasedByCumulativePercentile(Float64Array.of(1, 1, 1), 1, 0)).toBe(2);
    expect(releasedByCumulativePercentile(Float64Array.of(1, 1, 1), 0, 3)).toBe(2);
    expect(releasedByCumulativePercentile(Float64Array.of(5), 0.9, 1)).toBe(0);
    expect(releasedByCumulativePercentile(new Float64Array(0), 0.9, 1)).toBe(0);
  });
});

describe.each([0, 1, 2, 3, 4])('pruning a model of seed %i', (seed) => {
  const dataset = tinyDataset({ seed });

  it.each(['unit', 'weight'] as const)(
    'keeps the mass released at %s granularity within τ in every layer',
    (granularity) => {
      const { model } = tinyModel(dataset, withChanges(TINY_CONFIG, { granularity, seed }));
      for (const owner of [0, 1]) {
        claimFree(model, owner);
        for (const { importance, released, tau = 0, layer } of prune(model, options(owner))) {
          const mass = (count: number) =>
            importance.subarray(0, count).reduce((sum, value) => sum + value, 0);
          const statedMinimum = released === 1 && !layer.startsWith('embedding');
          if (!statedMinimum)
            expect(mass(released)).toBeLessThanOrEqual(tau * mass(importance.length) * (1 + 1e-12));
          expect(released).toBeLessThan(Math.max(1, importance.length));
          // One more would have been too much, or would have been the last.
          const couldGrow = released < importance.length - 1 && !statedMinimum;
          if (couldGrow) expect(mass(released + 1)).toBeGreaterThan(tau * mass(importance.length));
          // Sorted, so the most important released is at most the least important kept.
          if (released > 0) expect(importance[released - 1]).toBeLessThanOrEqual(importance[released]!);
        }
      }
    },
  );
});

describe('CPP at unit granularity', () => {
  it('measures a hidden unit by the L1 norm of its incoming weights without the bias, and releases all of them', () => {
    const { model } = tinyModel(tinyDataset());
    const tower = model.users;
    const { inputWidth, hiddenWidth } = tower;
    // Unit k gets every incoming weight ±(k + 1) / inputWidth: L1 = k + 1, so 1 + 2 + … + 8 = 36.
    // τ = 0.3 allows 10.8: units 0 … 3 hold 1 + 2 + 3 + 4 = 10, unit 4 would make 15.
    for (let row = 0; row < inputWidth; row++) {
      for (let unit = 0; unit < hiddenWidth; unit++) {
        tower.hidden[row * hiddenWidth + unit] = ((row % 2 ? 1 : -1) * (unit + 1)) / inputWidth;
      }
    }
    // A huge bias must not save a unit.
    tower.hidden[inputWidth * hiddenWidth] = 1000;
    const releases = prune(model, options(0, 0.3));
    const hidden = releases.find(({ tower: side, layer }) => side === 'user' && layer === 'hidden')!;
    expect([...hidden.order.subarray(0, hidden.released)]).toEqual([0, 1, 2, 3]);
    expect([...hiddenOwners(tower)]).toEqual([FREE, FREE, FREE, FREE, 0, 0, 0, 0]);
    // Released units are drawn anew, with bias 0.
    expect(tower.hidden[inputWidth * hiddenWidth]).toBe(0);
    expect(Math.abs(tower.hidden[0]!)).not.toBe(1 / inputWidth);
  });

  it('measures an output unit by both towers: the sum of each tower’s L1 norm divided by its mean', () => {
    const { model } = tinyModel(tinyDataset());
    // Both towers: unit k has L1 = k + 1 (user) and 9 − k (item, ×100). Each divided by its mean 5
    // (×100): (k + 1)/5 + (9 − k)/5 = 2 for every k. All tie, so position decides: τ = .4 of 18 is
    // 7.2, which three units of 2 (6) fit and four (8) do not.
    for (const [tower, norm] of [
      [model.users, (unit: number) => unit + 1],
      [model.items, (unit: number) => 100 * (9 - unit)],
    ] as const) {
      tower.output.fill(0);
      for (let unit = 0; unit < 9; unit++) tower.output[unit] = norm(unit);
    }
    prune(model, options(0, 0.4));
    const expected = [FREE, FREE, FREE, 0, 0, 0, 0, 0, 0];
    expect([...outputOwners(model.users)]).toEqual(expected);
    expect([...outputOwners(model.items)]).toEqual(expected);
  });

  it('keeps the values of released embedding columns as a warm start', () => {
    const { model } = tinyModel(tinyDataset());
    const before = model.users.tables.map(({ weights }) => weights.slice());
    prune(model, options(0));
    expect([...model.users.owners.columns]).toContain(FREE);
    expect(model.users.tables.map(({ weights }) => weights)).toEqual(before);
  });

  it('sets every connection from a later owner to an earlier one to 0', () => {
    const { model } = tinyModel(tinyDataset());
    for (const owner of [0, 1]) {
      claimFree(model, owner);
      prune(model, options(owner));
    }
    claimFree(model, 2);
    for (const { owners, hidden, inputWidth, hiddenWidth } of [model.users, model.items]) {
      const units = owners.hidden.subarray(inputWidth * hiddenWidth);
      for (let column = 0; column < inputWidth; column++) {
        for (let unit = 0; unit < hiddenWidth; unit++) {
          const index = column * hiddenWidth + unit;
          const blocked = owners.columns[column]! > units[unit]!;
          expect(owners.hidden[index]).toBe(blocked ? BLOCKED : units[unit]);
          if (blocked) expect(hidden[index]).toBe(0);
        }
      }
    }
    expect(ownerArrays(model).every((bytes) => !bytes.includes(FREE))).toBe(true);
  });
});

describe('CPP at weight granularity', () => {
  it('releases single weights of the first layer by |w| and leaves the hidden bias to exposure', () => {
    const { model } = tinyModel(tinyDataset(), withChanges(TINY_CONFIG, { granularity: 'weight' }));
    const { users } = model;
    const { inputWidth, hiddenWidth } = users;
    // All |w| = 1 but three of 0.001, 0.002, 0.003; with τ_w = 0 < mass only the stated minimum goes.
    users.hidden.fill(1, 0, inputWidth * hiddenWidth);
    users.hidden[5] = -0.001;
    users.hidden[17] = 0.002;
    users.hidden[30] = 0.003;
    // 77 ones and .006: total 77.006 for D = 10, H = 8 → τ_w·total with τ_w = .0001 is .0077 ≥ .006.
    expect(inputWidth * hiddenWidth).toBe(80);
    const releases = prune(model, { ...options(0, 0), weightTau: 0.0001 });
    const first = releases.find(({ tower, layer }) => tower === 'user' && layer === 'hidden')!;
    expect([...first.order.subarray(0, first.released)]).toEqual([5, 17, 30]);
    expect([...hiddenOwners(users)].every((owner) => owner === 0)).toBe(true);
    expect(users.owners.hidden.filter((byte) => byte === FREE)).toHaveLength(3);
  });
});

describe('the uniform ratio', () => {
  it('releases the same share of every layer’s elements, regardless of their values', () => {
    // 40 % of 8 is 3.2: three. 29 % of 100 is 29, though .29 · 100 is 28.999… in floating point.
    expect(releasedByUniformRatio(8, 0.4, 1)).toBe(3);
    expect(releasedByUniformRatio(100, 0.29, 0)).toBe(29);
    // Less than one element: the stated minimum; and never all.
    expect(releasedByUniformRatio(9, 0.1, 0)).toBe(0);
    expect(releasedByUniformRatio(9, 0.1, 1)).toBe(1);
    expect(releasedByUniformRatio(4, 1, 0)).toBe(3);
    expect(releasedByUniformRatio(0, 0.5, 1)).toBe(0);
  });

  it('releases the least important elements first, and the whole share even where CPP would release fewer', () => {
    const { model } = tinyModel(tinyDataset());
    const { inputWidth, hiddenWidth, hidden } = model.users;
    // L1 of unit k is (8 − k): 8 + 7 + … + 1 = 36. CPP at τ = .3 (10.8) releases 1 + 2 + 3 + 4 = 10: four
    // units. Half of the eight are four as well; a quarter is two, units 7 and 6.
    for (let index = 0; index < inputWidth * hiddenWidth; index++) {
      hidden[index] = (8 - (index % hiddenWidth)) / inputWidth;
    }
    const releases = prune(model, {
      owner: 0,
      laterObjectives: 2,
      rule: 'uniform',
      share: 0.25,
      random: createRandom(1, 'prune-test'),
    });
    expect([...hiddenOwners(model.users)]).toEqual([0, 0, 0, 0, 0, 0, FREE, FREE]);
    // ⌊.25 · n⌋: 1 of 6 id columns, 1 of the feature's 4, 2 of 8 hidden units, for each tower; 2 of 9 outputs.
    expect(releases.map(({ released, order }) => [released, order.length])).toEqual([
      [1, 6],
      [1, 4],
      [2, 8],
      [1, 6],
      [1, 4],
      [2, 8],
      [2, 9],
    ]);
    expect(releases.every(({ tau }) => tau === undefined)).toBe(true);
  });
});
