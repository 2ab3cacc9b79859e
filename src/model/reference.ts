/**
 * The arbiter: forward pass, loss and gradients of one stage in float64, in plain loops that follow
 * the formulas and read the ownership bytes directly. Slow on purpose; every engine must agree.
 */

import type { MarginForm } from '../config';
import type { Batch } from '../data/batches';
import { OBJECTIVES, type Objective } from '../data/schema';
import { meanSeenRow } from './inputs';
import { meanOfRows, rowsOf } from './lookups';
import { ownerOf } from './ownerBytes';
import { outputOwners } from './ownership';
import type { EncodedSide, EncodedSides, Model, Tower, Vectors } from './parameters';

/** What a loss depends on besides weights and batch. */
export interface LossSpec {
  /** Objective whose block is trained; the loss is on its cumulative score. */
  owner: Objective;
  /** False: on its own block's score alone, s_t = ⟨e^t_u, e^t_i⟩, and without margin. Absent: true. */
  additive?: boolean;
  margin?: { form: MarginForm; gamma: number };
  teacher?: { kappa: number; vectors: Vectors };
}

/** One entity on its way through a tower, with the effective weights of one objective. */
interface Pass {
  /** [D] */
  input: Float64Array;
  /** [H], after ReLU. */
  hidden: Float64Array;
  /** [K], 0 outside the objective's own output units. */
  output: Float64Array;
}

/**
 * x = concatenated embeddings, h = relu(x·(W₁ ⊙ [owner ≤ t])), e^t = h·(W₂ ⊙ [owner ≤ t]) on the
 * output units that t owns. `row(table)` gives the embedding row's start, or a row of its own.
 */
function passThrough(tower: Tower, input: Float64Array, owner: number): Pass {
  const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
  const hidden = new Float64Array(hiddenWidth);
  for (let unit = 0; unit < hiddenWidth; unit++) {
    let sum = 0;
    for (let row = 0; row <= inputWidth; row++) {
      const index = row * hiddenWidth + unit;
      if (owners.hidden[index]! <= owner) sum += (row < inputWidth ? input[row]! : 1) * tower.hidden[index]!;
    }
    hidden[unit] = Math.max(0, sum);
  }
  const output = new Float64Array(outputWidth);
  outputOwners(tower).forEach((unitOwner, unit) => {
    if (unitOwner !== owner) return;
    let sum = 0;
    for (let row = 0; row <= hiddenWidth; row++) {
      const index = row * outputWidth + unit;
      if (owners.output[index]! <= owner)
        sum += (row < hiddenWidth ? hidden[row]! : 1) * tower.output[index]!;
    }
    output[unit] = sum;
  });
  return { input, hidden, output };
}

/** x: of every table the mean of the rows that the entity reads. */
function inputOf(tower: Tower, side: EncodedSide, entity: number): Float64Array {
  const input = new Float64Array(tower.inputWidth);
  tower.tables.forEach((table, index) => {
    const rows = rowsOf(side.lookups[index]!, entity);
    for (let column = 0; column < table.width; column++) {
      input[table.firstColumn + column] = meanOfRows(table, rows, column);
    }
  });
  return input;
}

/** Output vector of one entity, every block with its own effective weights; unseen ids take the mean row. */
export function referenceVector(tower: Tower, side: EncodedSide, entity: number): Float64Array {
  const input = inputOf(tower, side, entity);
  if (!side.seen[entity]) input.set(meanSeenRow(tower.tables[0]!, side.seen));
  return sumOfBlocks(tower, input, OBJECTIVES.length - 1);
}

/** Blocks 0 … last of a vector, side by side in their own units. */
function sumOfBlocks(tower: Tower, input: Float64Array, last: number): Float64Array {
  const vector = new Float64Array(tower.outputWidth);
  for (let owner = 0; owner <= last; owner++) {
    passThrough(tower, input, owner).output.forEach((value, unit) => {
      vector[unit]! += value;
    });
  }
  return vector;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * m_ij for negative j of row i, from the frozen upstream score:
 * r = σ(s_up(u, j) − s_up(u, i)); γ(1 − r) conflict-aware, γ·r hard-push. (AML; reconstructed.)
 */
export function adaptiveMargin(
  { form, gamma }: { form: MarginForm; gamma: number },
  upstreamNegative: number,
  upstreamPositive: number,
): number {
  const ratio = sigmoid(upstreamNegative - upstreamPositive);
  return gamma * (form === 'conflict-aware' ? 1 - ratio : ratio);
}

/** Softmax in float64. Entries of −Infinity get probability 0. */
export function softmax(logits: Float64Array): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = logits.map((z) => Math.exp(z - largest));
  const total = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / total);
}

export interface LossAndGradients {
  loss: number;
  /** In the order of `weightArrays`; 0 wherever the owner does not train. */
  gradients: Float64Array[];
}

/**
 * L = −(1/B) Σ_b Σ_c target[b,c] · log softmax_c(z[b,c]),
 * z[b,c] = s_t(u_b, c) − logQ(c) + m[b,c], s_t = sg(s_{t−1}) + ⟨e^t_u, e^t_c⟩ (⟨e^t_u, e^t_c⟩ alone, m = 0,
 * where the stage is not additive),
 * where candidates that are row b's positive a second time are left out, m is the margin (0 on the
 * positive) and target = (1 − κ)·onehot(b) + κ·softmax(teacher's z). Sampled softmax with log-q
 * correction after Yi et al. 2019; margin and distillation as in LossSpec.
 */
export function referenceLoss(
  model: Model,
  sides: EncodedSides,
  spec: LossSpec,
  batch: Batch,
): LossAndGradients {
  const owner = ownerOf(spec.owner);
  const { users, candidates, logQ } = batch;
  const userInputs = Array.from(users, (user) => inputOf(model.users, sides.users, user));
  const itemInputs = Array.from(candidates, (item) => inputOf(model.items, sides.items, item));
  const userPasses = userInputs.map((input) => passThrough(model.users, input, owner));
  const itemPasses = itemInputs.map((input) => passThrough(model.items, input, owner));
  // Without the base nothing is upstream: no block at all is summed.
  const base = spec.additive === false ? -1 : owner - 1;
  const userUpstream = userInputs.map((input) => sumOfBlocks(model.users, input, base));
  const itemUpstream = itemInputs.map((input) => sumOfBlocks(model.items, input, base));
  const userSignals = userPasses.map(() => new Float64Array(model.users.outputWidth));
  const itemSignals = itemPasses.map(() => new Float64Array(model.items.outputWidth));

  let loss = 0;
  users.forEach((user, b) => {
    const positive = candidates[b]!;
    const upstream = itemUpstream.map((vector) => dot(userUpstream[b]!, vector));
    const allowed = (c: number) => c === b || candidates[c] !== positive;
    const logits = Float64Array.from(candidates, (item, c) => {
      if (!allowed(c)) return -Infinity;
      const own = dot(userPasses[b]!.output, itemPasses[c]!.output);
      const margin =
        spec.margin && c !== b && base >= 0 ? adaptiveMargin(spec.margin, upstream[c]!, upstream[b]!) : 0;
      return upstream[c]! + own - logQ[item]! + margin;
    });
    const target = targetOf(spec, batch, { user, row: b, allowed });
    const probabilities = softmax(logits);
    candidates.forEach((_, c) => {
      if (!allowed(c)) return;
      loss -= (target[c]! * Math.log(probabilities[c]!)) / users.length;
      const signal = (probabilities[c]! - target[c]!) / users.length;
      for (let unit = 0; unit < model.users.outputWidth; unit++) {
        userSignals[b]![unit]! += signal * itemPasses[c]!.output[unit]!;
        itemSignals[c]![unit]! += signal * userPasses[b]!.output[unit]!;
      }
    });
  });
  const gradients = [
    ...towerGradients(
      model.users,
      { owner, entities: users, side: sides.users, passes: userPasses },
      userSignals,
    ),
    ...towerGradients(
      model.items,
      { owner, entities: candidates, side: sides.items, passes: itemPasses },
      itemSignals,
    ),
  ];
  return { loss, gradients };
}

/** (1 − κ)·onehot + κ·softmax of the teacher's own logits over the same candidates. [C] */
function targetOf(
  { teacher }: LossSpec,
  { candidates, logQ }: Batch,
  { user, row, allowed }: { user: number; row: number; allowed: (c: number) => boolean },
): Float64Array {
  const target = new Float64Array(candidates.length);
  if (teacher) {
    const { users, items, width } = teacher.vectors;
    const userVector = users.subarray(user * width, (user + 1) * width);
    const logits = Float64Array.from(candidates, (item, c) =>
      allowed(c)
        ? dot(userVector, items.subarray(item * width, (item + 1) * width)) - logQ[item]!
        : -Infinity,
    );
    softmax(logits).forEach((probability, c) => {
      target[c] = teacher.kappa * probability;
    });
  }
  target[row]! += 1 - (teacher?.kappa ?? 0);
  return target;
}

interface TowerPasses {
  owner: number;
  entities: Int32Array;
  side: EncodedSide;
  passes: Pass[];
}

/** Backpropagates ∂L/∂e [n][K] through one tower to its tables, hidden and output layer. */
function towerGradients(
  tower: Tower,
  { owner, entities, side, passes }: TowerPasses,
  signals: Float64Array[],
): Float64Array[] {
  const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
  const unitOwners = outputOwners(tower);
  const tables = tower.tables.map(({ weights }) => new Float64Array(weights.length));
  const hiddenGradient = new Float64Array(tower.hidden.length);
  const outputGradient = new Float64Array(tower.output.length);
  passes.forEach(({ input, hidden, output }, n) => {
    const hiddenSignal = new Float64Array(hiddenWidth);
    output.forEach((_, unit) => {
      if (unitOwners[unit] !== owner) return;
      for (let row = 0; row <= hiddenWidth; row++) {
        const index = row * outputWidth + unit;
        const byte = owners.output[index]!;
        if (byte === owner)
          outputGradient[index]! += signals[n]![unit]! * (row < hiddenWidth ? hidden[row]! : 1);
        if (byte <= owner && row < hiddenWidth)
          hiddenSignal[row]! += signals[n]![unit]! * tower.output[index]!;
      }
    });
    const inputSignal = new Float64Array(inputWidth);
    for (let unit = 0; unit < hiddenWidth; unit++) {
      if (hidden[unit]! <= 0) continue;
      for (let row = 0; row <= inputWidth; row++) {
        const index = row * hiddenWidth + unit;
        const byte = owners.hidden[index]!;
        if (byte === owner)
          hiddenGradient[index]! += hiddenSignal[unit]! * (row < inputWidth ? input[row]! : 1);
        if (byte <= owner && row < inputWidth)
          inputSignal[row]! += hiddenSignal[unit]! * tower.hidden[index]!;
      }
    }
    tower.tables.forEach(({ width, firstColumn }, table) => {
      const rows = rowsOf(side.lookups[table]!, entities[n]!);
      for (let column = 0; column < width; column++) {
        if (owners.columns[firstColumn + column] !== owner) continue;
        const share = inputSignal[firstColumn + column]! / rows.length;
        for (const row of rows) tables[table]![row * width + column]! += share;
      }
    });
  });
  return [...tables, hiddenGradient, outputGradient];
}
