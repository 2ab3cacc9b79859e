/**
 * The reference: loss and gradients of one stage in float64, in plain loops that follow the formulas and,
 * in forward.ts and backward.ts, read the ownership bytes directly.
 *
 * It is one half of a pair. The engines (engine/tfjs and the fused kernels of engine/wgsl) train; this decides
 * whether they are right: their losses and gradients must agree with it, in float32, for every kind of stage. It
 * is what to read to learn what the model computes, and what Fisher information is measured with. It is not
 * meant to be fast, knows no device and no optimiser, and trains nothing.
 */

import type { MarginForm } from '../config';
import type { Batch } from '../data/batches';
import type { Objective } from '../data/schema';
import { exp, log } from '../elementaryFunctions';
import { towerGradients } from './backward';
import { forward } from './forward';
import type { EncodedSides } from './lookups';
import { ownerOf } from './ownerBytes';
import type { Model } from './tower';
import type { Vectors } from './vectors';

export interface Margin {
  form: MarginForm;
  gamma: number;
}

/** Parts of a loss besides weights and batch. */
export interface LossSpec {
  /** Objective whose block is trained; the loss is on its cumulative score. */
  owner: Objective;
  /** False: on its own block's score alone, s_t = ⟨e^t_u, e^t_i⟩, and without margin. Absent: true. */
  additive?: boolean | undefined;
  margin?: Margin | undefined;
  /** Unpruned model to distil from, with weight κ. */
  teacher?: { kappa: number; vectors: Vectors } | undefined;
}

export interface LossAndGradients {
  loss: number;
  /** Gradients in the order of `weightArrays`; 0 wherever the owner does not train, and of the items' output bias. */
  gradients: Float64Array[];
}

/**
 * L = −(1/B) Σ_b Σ_c target[b,c] · log softmax_c(z[b,c])    (sampled softmax)
 *
 * z[b,c] = s_t(u_b, c) − log Q(c) + m[b,c], −∞ for accidental hits; s_t = sg(s_{t−1}) + ⟨e^t_u, e^t_c⟩, or
 * ⟨e^t_u, e^t_c⟩ alone where the stage is not additive, then without margin;
 * target = (1 − κ)·onehot(b) + κ·softmax of the teacher's logits.
 * Candidate b is row b's positive. Log-q correction, accidental hits and margin are the three functions below.
 */
export function referenceLoss(
  model: Model,
  sides: EncodedSides,
  spec: LossSpec,
  batch: Batch,
): LossAndGradients {
  const { candidates } = batch;
  const owner = ownerOf(spec.owner);
  // The last block that the owner's score adds to; −1: none.
  const base = spec.additive === false ? -1 : owner - 1;
  const users = forward(model.users, { side: sides.users, entities: batch.users, owner, base });
  const items = forward(model.items, { side: sides.items, entities: candidates, owner, base });
  const userSignals = users.activations.map(() => new Float64Array(model.users.outputWidth));
  const itemSignals = items.activations.map(() => new Float64Array(model.items.outputWidth));

  let loss = 0;
  batch.users.forEach((user, row) => {
    const userOutput = users.activations[row]!.output;
    const upstream = Float64Array.from(items.base, (vector) => dot(users.base[row]!, vector));
    const scores = upstream.map((score, c) => score + dot(userOutput, items.activations[c]!.output));
    const corrected = correctLogQ(scores, batch);
    const withMargin =
      spec.margin && base >= 0 ? addMargin(corrected, upstream, { row, ...spec.margin }) : corrected;
    const probabilities = softmax(removeAccidentalHits(withMargin, candidates, row));
    const target = targetOf(spec, batch, { user, row });
    candidates.forEach((_, c) => {
      if (isAccidentalHit(candidates, row, c)) return;
      loss -= (target[c]! * log(probabilities[c]!)) / batch.users.length;
      const signal = (probabilities[c]! - target[c]!) / batch.users.length;
      for (let unit = 0; unit < model.users.outputWidth; unit++) {
        userSignals[row]![unit]! += signal * items.activations[c]!.output[unit]!;
        itemSignals[c]![unit]! += signal * userOutput[unit]!;
      }
    });
  });
  const userGradients = towerGradients(model.users, users, userSignals);
  const itemGradients = towerGradients(model.items, items, itemSignals);
  const itemOutput = itemGradients.at(-1)!;
  // Σ_c of each row's signals is 0 but for rounding (trainsOutputBias).
  itemOutput.fill(0, itemOutput.length - model.items.outputWidth);
  return { loss, gradients: [...userGradients, ...itemGradients] };
}

/** Log-q correction: z_c − log Q(c), Q the expected count of c in a batch. [C] → [C]  (Yi et al. 2019) */
export function correctLogQ(logits: Float64Array, { candidates, logQ }: Pick<Batch, 'candidates' | 'logQ'>) {
  return logits.map((logit, c) => logit - logQ[candidates[c]!]!);
}

/** Margin: z_c + m(c) for every negative c of a row (AML), from the upstream scores [C]. [C] → [C] */
export function addMargin(
  logits: Float64Array,
  upstream: Float64Array,
  { row, ...margin }: Margin & { row: number },
): Float64Array {
  return logits.map((logit, c) =>
    c === row ? logit : logit + adaptiveMargin(margin, upstream[c]!, upstream[row]!),
  );
}

/** Accidental hits: −∞ for candidates that are the row's positive a second time. [C] → [C] */
export function removeAccidentalHits(
  logits: Float64Array,
  candidates: Int32Array,
  row: number,
): Float64Array {
  return logits.map((logit, c) => (isAccidentalHit(candidates, row, c) ? -Infinity : logit));
}

const isAccidentalHit = (candidates: Int32Array, row: number, c: number): boolean =>
  c !== row && candidates[c] === candidates[row];

/**
 * m_ij for negative j of row i, from the frozen upstream score:
 * r = σ(s_up(u, j) − s_up(u, i)); γ(1 − r) conflict-aware, γ·r hard-push. (AML; reconstructed.)
 */
export function adaptiveMargin(
  { form, gamma }: Margin,
  upstreamNegative: number,
  upstreamPositive: number,
): number {
  const ratio = sigmoid(upstreamNegative - upstreamPositive);
  return gamma * (form === 'conflict-aware' ? 1 - ratio : ratio);
}

/** (1 − κ)·onehot + κ·softmax of the teacher's own logits over the same candidates. [C] */
function targetOf(
  { teacher }: LossSpec,
  batch: Batch,
  { user, row }: { user: number; row: number },
): Float64Array {
  const { candidates } = batch;
  const target = new Float64Array(candidates.length);
  if (teacher) {
    const { users, items, width } = teacher.vectors;
    const userVector = users.subarray(user * width, (user + 1) * width);
    const scores = Float64Array.from(candidates, (item) =>
      dot(userVector, items.subarray(item * width, (item + 1) * width)),
    );
    const logits = removeAccidentalHits(correctLogQ(scores, batch), candidates, row);
    softmax(logits).forEach((probability, c) => {
      target[c] = teacher.kappa * probability;
    });
  }
  target[row]! += 1 - (teacher?.kappa ?? 0);
  return target;
}

/** Softmax in float64. Entries of −Infinity get probability 0. */
export function softmax(logits: Float64Array): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = logits.map((z) => exp(z - largest));
  const total = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / total);
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
};

const sigmoid = (x: number): number => 1 / (1 + exp(-x));
