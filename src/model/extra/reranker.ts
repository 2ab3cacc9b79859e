/**
 * The reranker of one objective: a small network over a user and an item together, which two towers never see
 * together. Plain loops with the gradient beside them; it is too small to be worth an engine's calls.
 * (pointwise reranker behind a retriever: RankLLaMA, arXiv 2310.08319; network and skip are ours)
 */

import type { Objective } from '../../data/schema';
import { exp, log } from '../../elementaryFunctions';
import { createRandom, type Random } from '../../random';
import { glorotBound, type Weights } from '../tower';
import type { Vectors } from '../vectors';

/** Hidden units of a reranker, a multiple of four. */
const UNITS = 16;

export interface Reranker {
  /** Index in OBJECTIVES of the objective it reranks. */
  objective: number;
  /** O, number of retriever scores among its inputs. */
  objectives: number;
  /** K, width of its input vectors. */
  width: number;
  units: number;
  /** [(3K + O + 1) × units], bias row last. */
  hidden: Weights;
  /** [units] */
  head: Weights;
}

/** Counts the trainable scalars of all rerankers. */
export const rerankerParameters = (rerankers: readonly Reranker[]): number =>
  rerankers.flatMap(rerankerArrays).reduce((sum, { length }) => sum + length, 0);

/** A positive first, then its hard negatives, all of one user. */
export interface CandidateGroup {
  user: number;
  items: Int32Array;
}

/** Creates a reranker, hidden units Glorot, the head 0: untrained, it leaves the retriever's order as it is. */
function createReranker(shape: Omit<Reranker, 'hidden' | 'head'>, random: Random): Reranker {
  const { width, objectives, units } = shape;
  const inputs = 3 * width + objectives;
  const bound = glorotBound(inputs, units);
  const hidden = new Float32Array((inputs + 1) * units);
  for (let index = 0; index < inputs * units; index++) hidden[index] = bound * (2 * random.uniform() - 1);
  return { ...shape, hidden, head: new Float32Array(units) };
}

/** Creates one reranker for each of a log's objectives, over vectors of this width. */
export function untrainedRerankers(names: readonly Objective[], width: number, seed: number): Reranker[] {
  return names.map((name, objective) => {
    const shape = { objective, objectives: names.length, width, units: UNITS };
    return createReranker(shape, createRandom(seed, `reranker:${name}`));
  });
}

/** Returns the trainable arrays, in a fixed order. */
export const rerankerArrays = ({ hidden, head }: Reranker): Weights[] => [hidden, head];

/**
 * The network for one user. Of x = [e_u ; e_i ; e_u ⊙ e_i ; s_d ; s_c ; s_v] all is linear in
 * e_i once the user is known, the additive scores too, so x·W + b = e_i·M + m:
 * M_k = W^i_k + e_uk (W^p_k + Σ_{t ≥ block k} W^s_t),  m = b + e_u·W^u    (ours; a third of the work)
 */
interface UserView {
  /** [units × K], Mᵀ: a unit's sum stays in a register. */
  matrix: Float64Array;
  /** [units] */
  bias: Float64Array;
  /** [K]: s_o = ⟨retriever, e_i⟩ */
  retriever: Float64Array;
}

function viewOf(reranker: Reranker, vectors: Vectors, user: number): UserView {
  const { objective, width, units, hidden: weights, objectives } = reranker;
  const matrix = new Float64Array(width * units);
  const biasRow = (3 * width + objectives) * units;
  const bias = Float64Array.from(weights.subarray(biasRow, biasRow + units));
  const retriever = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    const value = vectors.users[user * width + k]!;
    const block = vectors.blocks[k]!;
    if (block <= objective) retriever[k] = value;
    for (let unit = 0; unit < units; unit++) {
      bias[unit]! += value * weights[k * units + unit]!;
      let paired = weights[(2 * width + k) * units + unit]!;
      for (let t = block; t < objectives; t++) paired += weights[(3 * width + t) * units + unit]!;
      matrix[unit * width + k] = weights[(width + k) * units + unit]! + value * paired;
    }
  }
  return { matrix, bias, retriever };
}

/** h = relu(e_i·M + m) into `hidden` [units] → z = s_o + ⟨w, h⟩. Four sums at a time grow independently. */
function scoreItem(
  { reranker, vectors, view }: { reranker: Reranker; vectors: Vectors; view: UserView },
  item: number,
  hidden: Float64Array,
): number {
  const { width, units, head } = reranker;
  const { matrix, bias, retriever } = view;
  const { items } = vectors;
  const start = item * width;
  let logit = 0;
  for (let k = 0; k < width; k++) logit += items[start + k]! * retriever[k]!;
  for (let unit = 0; unit < units; unit += 4) {
    const row = unit * width;
    let [a, b, c, d] = [bias[unit]!, bias[unit + 1]!, bias[unit + 2]!, bias[unit + 3]!];
    for (let k = 0; k < width; k++) {
      const value = items[start + k]!;
      a += value * matrix[row + k]!;
      b += value * matrix[row + width + k]!;
      c += value * matrix[row + 2 * width + k]!;
      d += value * matrix[row + 3 * width + k]!;
    }
    hidden[unit] = Math.max(0, a);
    hidden[unit + 1] = Math.max(0, b);
    hidden[unit + 2] = Math.max(0, c);
    hidden[unit + 3] = Math.max(0, d);
  }
  for (let unit = 0; unit < units; unit++) logit += head[unit]! * hidden[unit]!;
  return logit;
}

/** Computes z(user, item) of each item, in their order. */
export function scoreItems(
  reranker: Reranker,
  vectors: Vectors,
  { user, items }: CandidateGroup,
): Float64Array {
  const pass = { reranker, vectors, view: viewOf(reranker, vectors, user) };
  const hidden = new Float64Array(reranker.units);
  return Float64Array.from(items, (item) => scoreItem(pass, item, hidden));
}

/**
 * L = −log( e^{z_0} / Σ_j e^{z_j} ), the positive first    (grouped softmax, RankLLaMA)
 * logits [n] → L and ∂L/∂z_j = softmax(z)_j − [j = 0].
 */
export function groupedSoftmax(logits: Float64Array): { loss: number; slopes: Float64Array } {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const slopes = logits.map((value) => exp(value - largest));
  const sum = slopes.reduce((a, b) => a + b);
  for (let index = 0; index < slopes.length; index++) slopes[index]! /= sum;
  slopes[0]! -= 1;
  return { loss: log(sum) + largest - logits[0]!, slopes };
}

/**
 * Mean loss of the groups and its gradients, in the order of `rerankerArrays`. The vectors get none.
 * ∂L/∂w = Σ_j z'_j h_j;  with δ_j = z'_j (w ⊙ [h_j > 0]):  ∂L/∂M = Σ_j e_jᵀ δ_j and ∂L/∂m = Σ_j δ_j, which
 * the chain rule through the user's view then brings to W and b.
 */
export function groupGradients(
  reranker: Reranker,
  vectors: Vectors,
  groups: readonly CandidateGroup[],
): { loss: number; gradients: [hidden: Float64Array, head: Float64Array] } {
  const { units, width } = reranker;
  const gradients: [Float64Array, Float64Array] = [
    new Float64Array(reranker.hidden.length),
    new Float64Array(units),
  ];
  const ofView = { matrix: new Float64Array(width * units), bias: new Float64Array(units) };
  let loss = 0;
  for (const group of groups) {
    ofView.matrix.fill(0);
    ofView.bias.fill(0);
    loss += addToView({ reranker, vectors, group, share: 1 / groups.length }, ofView, gradients[1]);
    addToWeights(reranker, { vectors, user: group.user, ...ofView }, gradients[0]);
  }
  return { loss: loss / groups.length, gradients };
}

type ViewGradient = Pick<UserView, 'matrix' | 'bias'>;

/** Adds share · ∂L to the user view's and the head's gradients → L of the group. */
function addToView(
  task: { reranker: Reranker; vectors: Vectors; group: CandidateGroup; share: number },
  { matrix, bias }: ViewGradient,
  ofHead: Float64Array,
): number {
  const { reranker, vectors, group, share } = task;
  const { units, width, head } = reranker;
  const pass = { reranker, vectors, view: viewOf(reranker, vectors, group.user) };
  const hidden = Array.from(group.items, () => new Float64Array(units));
  const logits = Float64Array.from(group.items, (item, index) => scoreItem(pass, item, hidden[index]!));
  const { loss, slopes } = groupedSoftmax(logits);
  group.items.forEach((item, index) => {
    const slope = share * slopes[index]!;
    for (let unit = 0; unit < units; unit++) {
      const value = hidden[index]![unit]!;
      if (value <= 0) continue;
      const delta = slope * head[unit]!;
      ofHead[unit]! += slope * value;
      bias[unit]! += delta;
      for (let k = 0; k < width; k++) {
        matrix[unit * width + k]! += delta * vectors.items[item * width + k]!;
      }
    }
  });
  return loss;
}

/** ∂W^i_k = ∂M_k, ∂W^p_k = e_uk ∂M_k, ∂W^s_t = Σ_{block k ≤ t} e_uk ∂M_k, ∂W^u_k = e_uk ∂m, ∂b = ∂m: added. */
function addToWeights(
  { width, units, objectives }: Reranker,
  { vectors, user, matrix, bias }: ViewGradient & { vectors: Vectors; user: number },
  ofHidden: Float64Array,
): void {
  for (let k = 0; k < width; k++) {
    const value = vectors.users[user * width + k]!;
    for (let unit = 0; unit < units; unit++) {
      const slope = matrix[unit * width + k]!;
      ofHidden[k * units + unit]! += value * bias[unit]!;
      ofHidden[(width + k) * units + unit]! += slope;
      ofHidden[(2 * width + k) * units + unit]! += value * slope;
      for (let t = vectors.blocks[k]!; t < objectives; t++) {
        ofHidden[(3 * width + t) * units + unit]! += value * slope;
      }
    }
  }
  const biasRow = (3 * width + objectives) * units;
  for (let unit = 0; unit < units; unit++) ofHidden[biasRow + unit]! += bias[unit]!;
}
