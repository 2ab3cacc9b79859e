import { describe, expect, it } from 'vitest';
import type { Granularity } from '../../src/config';
import type { Batch } from '../../src/data/batches';
import type { Dataset, Objective } from '../../src/data/schema';
import { referenceVector } from '../../src/model/forward';
import type { EncodedSides } from '../../src/model/lookups';
import {
  adaptiveMargin,
  addMargin,
  correctLogQ,
  type LossSpec,
  referenceLoss,
  removeAccidentalHits,
  softmax,
} from '../../src/model/reference';
import { copyModel, type Model, ownerArrays, weightArrays } from '../../src/model/tower';
import { createRandom } from '../../src/random';
import { modelAtStage, productModel, tinyDataset, tinyModel } from '../tinyLog';

function batchOf(dataset: Dataset): Batch {
  // Items 2 and 2 again: an accidental hit for both rows; 4 twice among the negatives.
  return {
    users: Int32Array.of(0, 1, 2, 3),
    candidates: Int32Array.of(2, 5, 2, 1, 4, 4, 0),
    logQ: Float32Array.from(dataset.log.items.ids, (_, item) => -1 - 0.1 * item),
  };
}

describe('the transforms of the logits', () => {
  const logits = Float64Array.of(3, 1, 2);
  const candidates = Int32Array.of(4, 0, 4);

  it('subtract the log expected count of each candidate', () => {
    const logQ = Float32Array.of(-1, 0, 0, 0, 0.5);
    // 3 − 0.5, 1 + 1, 2 − 0.5.
    expect([...correctLogQ(logits, { candidates, logQ })]).toEqual([2.5, 2, 1.5]);
  });

  it('are −∞ for a repetition of the row’s positive among the candidates, and for nothing else', () => {
    expect([...removeAccidentalHits(logits, candidates, 0)]).toEqual([3, 1, -Infinity]);
    expect([...removeAccidentalHits(logits, candidates, 1)]).toEqual([3, 1, 2]);
  });

  it('add the margin to negatives only', () => {
    // Equal upstream scores: σ(0) = ½, so m = 2·(1 − ½) = 1.
    const margin = { row: 1, form: 'conflict-aware', gamma: 2 } as const;
    expect([...addMargin(logits, new Float64Array(3), margin)]).toEqual([4, 1, 3]);
  });
});

describe('a loss computed by hand', () => {
  function exactModel(): { model: Model; sides: EncodedSides } {
    const { model, sides } = productModel([1, 0, 3]);
    return { model: copyModel(model, 'float64'), sides };
  }

  it('is sampled softmax with log-q correction and without accidental hits', () => {
    const { model, sides } = exactModel();
    const logQ = Float32Array.of(0, Math.LN2, 0);
    const batch = { users: Int32Array.of(0, 1), candidates: Int32Array.of(0, 1, 0), logQ };
    // Row 0: user 1, positive item 0 (score 1·1 = 1); candidate 1: 1·0 − ln 2; candidate 2 is item 0
    // again, an accidental hit, left out. L₀ = ln(e¹ + e^(−ln 2)) − 1 = ln(1 + 0.5/e).
    // Row 1: user 2, positive item 1: 0 − ln 2; candidates 0 and 2 are both item 0 with 2·1 = 2.
    // L₁ = ln(2e² + 0.5) + ln 2.
    const expected = (Math.log(1 + 0.5 / Math.E) + Math.log(2 * Math.E ** 2 + 0.5) + Math.LN2) / 2;
    const { loss } = referenceLoss(model, sides, { owner: 'exposure' }, batch);
    expect(loss).toBeCloseTo(expected, 7);
  });

  it('uses the mean of a list’s embeddings, and each of the n rows receives 1/n of the gradient', () => {
    const { model, sides } = exactModel();
    // Item 0 reads rows 0 and 2: (1 + 3)/2 = 2. Item 1 reads nothing: 0. Item 2 reads row 2: 3.
    sides.items.lookups[0] = { rows: Int32Array.of(0, 2, 2), starts: Int32Array.of(0, 2, 2, 3) };
    const batch = { users: Int32Array.of(0), candidates: Int32Array.of(0, 1, 2), logQ: new Float32Array(3) };
    // User 0 is 1, so the scores are 2, 0, 3, and L = ln(e² + 1 + e³) − 2.
    const { loss, gradients } = referenceLoss(model, sides, { owner: 'exposure' }, batch);
    const total = Math.E ** 2 + 1 + Math.E ** 3;
    expect(loss).toBeCloseTo(Math.log(total) - 2, 7);
    // ∂L/∂s = p − onehot; times the user's 1. Row 0: half of item 0's; row 2: its other half and item 2's.
    const [first, last] = [Math.E ** 2 / total - 1, Math.E ** 3 / total];
    expect([...gradients[3]!]).toEqual([
      expect.closeTo(first / 2, 7),
      0,
      expect.closeTo(first / 2 + last, 7),
    ]);
    // The user's own: Σ (p − onehot)·v.
    expect(gradients[0]![0]).toBeCloseTo(2 * first + 3 * last, 7);
  });

  it('mixes the one-hot target with the teacher’s own softmax when it distils', () => {
    const { model, sides } = exactModel();
    const batch = { users: Int32Array.of(0), candidates: Int32Array.of(0, 2), logQ: new Float32Array(3) };
    // Student logits (1, 3); teacher all 0, so its softmax is (½, ½); κ = 0.5: target (¾, ¼).
    // L = ln(e + e³) − ¾·1 − ¼·3 = ln(e + e³) − 1.5.
    const vectors = {
      users: new Float32Array(6),
      items: new Float32Array(9),
      width: 3,
      blocks: new Uint8Array(3),
      scores: 'cumulative' as const,
    };
    const spec: LossSpec = { owner: 'exposure', teacher: { kappa: 0.5, vectors } };
    const { loss } = referenceLoss(model, sides, spec, batch);
    expect(loss).toBeCloseTo(Math.log(Math.E + Math.E ** 3) - 1.5, 7);
  });

  it('uses the cumulative score, or the score of the owner’s block where the stage is not additive', () => {
    const { model, sides } = exactModel();
    // Unit 0 stays exposure's, unit 1 becomes click's: hidden unit 1 of both towers passes on twice the
    // embedding. Click's block scores 2u·2i, exposure's u·i. User 1, positive item 0, candidate item 2:
    // u·i is 1·1 and 1·3, so click's own scores are 4 and 12, cumulative ones 5 and 15.
    for (const { hidden, output, owners, inputWidth, hiddenWidth, outputWidth } of [
      model.users,
      model.items,
    ]) {
      hidden[1] = 2;
      output[outputWidth + 1] = 1;
      for (let row = 0; row <= inputWidth; row++) owners.hidden[row * hiddenWidth + 1] = 1;
      for (let row = 0; row <= hiddenWidth; row++) owners.output[row * outputWidth + 1] = 1;
    }
    const batch = { users: Int32Array.of(0), candidates: Int32Array.of(0, 2), logQ: new Float32Array(3) };
    const margin = { form: 'conflict-aware', gamma: 1 } as const;
    // L = ln(e^4 + e^12) − 4 = ln(1 + e^8); with the base ln(1 + e^10).
    const own: LossSpec = { owner: 'click', additive: false };
    expect(referenceLoss(model, sides, own, batch).loss).toBeCloseTo(Math.log1p(Math.exp(8)), 7);
    expect(referenceLoss(model, sides, { owner: 'click' }, batch).loss).toBeCloseTo(
      Math.log1p(Math.exp(10)),
      7,
    );
    // A margin compares with the upstream score; where there is none there is no margin either.
    expect(referenceLoss(model, sides, { ...own, margin }, batch).loss).toBeCloseTo(
      Math.log1p(Math.exp(8)),
      7,
    );
  });

  it('adds a margin of γ(1 − r) or γ·r to a negative, where r = σ(negative − positive) of the upstream scores', () => {
    // Upstream lead ln 3: r = 3/4.
    const lead = Math.log(3);
    expect(adaptiveMargin({ form: 'conflict-aware', gamma: 2 }, lead, 0)).toBeCloseTo(0.5, 12);
    expect(adaptiveMargin({ form: 'hard-push', gamma: 2 }, lead, 0)).toBeCloseTo(1.5, 12);
    expect(adaptiveMargin({ form: 'hard-push', gamma: 0 }, lead, 0)).toBe(0);
  });

  it('gives masked entries a softmax probability of 0', () => {
    expect([...softmax(Float64Array.of(Math.log(3), -Infinity, 0))]).toEqual([
      expect.closeTo(0.75, 12),
      0,
      expect.closeTo(0.25, 12),
    ]);
  });
});

describe.each([0, 1, 2, 3, 4])('gradients of the reference, seed %i', (seed) => {
  const dataset = tinyDataset({ seed, lists: true });
  const cases: { name: string; objective: Objective; granularity: Granularity; spec: Partial<LossSpec> }[] = [
    { name: 'exposure', objective: 'exposure', granularity: 'unit', spec: {} },
    {
      name: 'click with a conflict-aware margin',
      objective: 'click',
      granularity: 'unit',
      spec: { margin: { form: 'conflict-aware', gamma: 0.5 } },
    },
    {
      name: 'click with a hard-push margin, weight granularity',
      objective: 'click',
      granularity: 'weight',
      spec: { margin: { form: 'hard-push', gamma: 1 } },
    },
    { name: 'conversion, weight granularity', objective: 'conversion', granularity: 'weight', spec: {} },
    {
      name: 'conversion on its own block alone',
      objective: 'conversion',
      granularity: 'unit',
      spec: { additive: false },
    },
    { name: 'conversion with distillation', objective: 'conversion', granularity: 'unit', spec: {} },
  ];

  it.each(cases)('equal finite differences: $name', ({ name, objective, granularity, spec }) => {
    const owner = ['exposure', 'click', 'conversion'].indexOf(objective);
    const { model, sides } = modelAtStage(dataset, { owner, granularity, seed, precision: 'float64' });
    const teacher = name.includes('distillation') && {
      kappa: 0.7,
      vectors: randomVectors(dataset, model.users.outputWidth, seed),
    };
    const full: LossSpec = { owner: objective, ...spec, ...(teacher && { teacher }) };
    const batch = batchOf(dataset);
    const { gradients } = referenceLoss(model, sides, full, batch);
    const random = createRandom(seed, 'finite-differences');
    let trained = 0;
    weightArrays(model).forEach((weights, array) => {
      for (let probe = 0; probe < 40; probe++) {
        const index = random.integer(weights.length);
        if (!trains(model, array, index, owner)) {
          expect(gradients[array]![index]).toBe(0);
          continue;
        }
        const kept = weights[index]!;
        const step = 1e-5;
        weights[index] = kept + step;
        const above = referenceLoss(model, sides, full, batch).loss;
        weights[index] = kept - step;
        const below = referenceLoss(model, sides, full, batch).loss;
        weights[index] = kept;
        expect(gradients[array]![index]).toBeCloseTo((above - below) / (2 * step), 7);
        trained++;
      }
    });
    expect(trained).toBeGreaterThan(20);
  });
});

describe('vectors of the reference', () => {
  it('give an unseen id the mean id row of all seen ids', () => {
    const dataset = tinyDataset({ users: 3 });
    dataset.seen.users.set([1, 1, 0]);
    const { model, sides } = tinyModel(dataset);
    const [table] = model.users.tables;
    for (let column = 0; column < table!.width; column++) {
      const mean = (table!.weights[column]! + table!.weights[table!.width + column]!) / 2;
      table!.weights[2 * table!.width + column] = mean + 100;
    }
    const borrowed = referenceVector(model.users, sides.users, 2);
    for (let column = 0; column < table!.width; column++) {
      table!.weights[2 * table!.width + column]! -= 100;
    }
    sides.users.seen[2] = 1;
    const own = referenceVector(model.users, sides.users, 2);
    own.forEach((value, unit) => {
      expect(borrowed[unit]).toBeCloseTo(value, 5);
    });
  });
});

function randomVectors(dataset: Dataset, width: number, seed: number) {
  const random = createRandom(seed, 'teacher');
  const draw = (count: number) => Float32Array.from({ length: count * width }, () => random.normal());
  return {
    users: draw(dataset.log.users.ids.length),
    items: draw(dataset.log.items.ids.length),
    width,
    blocks: new Uint8Array(width),
    scores: 'cumulative' as const,
  };
}

/** Whether a weight belongs to the owner: embedding columns by column, layers by byte. */
function trains(model: Model, array: number, index: number, owner: number): boolean {
  const perTower = model.users.tables.length + 2;
  const tower = array < perTower ? model.users : model.items;
  const place = array % perTower;
  const table = tower.tables[place];
  if (table) return tower.owners.columns[table.firstColumn + (index % table.width)] === owner;
  const bytes = ownerArrays(model)[(array < perTower ? 0 : 3) + 1 + place - tower.tables.length]!;
  return bytes[index] === owner;
}
