/**
 * Scores of a model whose user tower is conditioned on the fusion weights: one static index of items, and a
 * user vector computed anew for every weighting. (HyperDPO, arXiv 2410.08316)
 */
import { CodedError } from '../coded';
import { checkWeights } from './fuse';
import type { Scorer } from './scorer';

export interface PreferenceVectors {
  /** [N × K] */
  items: Float32Array;
  /** K */
  width: number;
  /** O, 2 or 3. */
  objectives: number;
  /** [U × H], [O × H], [(H + 1) × K]: e_u(w) = relu(hidden_u + w·condition)·head, its bias row last. */
  preference: { hidden: Float32Array; condition: Float32Array; head: Float32Array };
}

/**
 * s_w(u, i) = ⟨e_u(w), e_i⟩; s_o is that at the corner where only o counts, and F under weights α is that at
 * w = α/Σα: no sum of scores, but the method's own fusion.
 * `fuse` throws CodedError as checkWeights does, and `negative-weight`: the simplex has no such point.
 */
export function preferenceScorer(vectors: PreferenceVectors): Scorer {
  const { items, width, objectives, preference } = vectors;
  const hiddenWidth = preference.condition.length / objectives;
  const itemCount = items.length / width;
  const scoreAt = (user: number, weights: readonly number[], out: Float32Array): void => {
    const vector = userVector(vectors, user, weights);
    for (let item = 0; item < itemCount; item++) {
      let sum = 0;
      for (let unit = 0; unit < width; unit++) sum += vector[unit]! * items[item * width + unit]!;
      out[item] = sum;
    }
  };
  return {
    users: preference.hidden.length / hiddenWidth,
    items: itemCount,
    objectives,
    score(user, out) {
      out.forEach((scores, objective) => {
        scoreAt(
          user,
          out.map((_, index) => (index === objective ? 1 : 0)),
          scores,
        );
      });
    },
    fuse(user, weights, out) {
      checkWeights(weights, objectives);
      const negative = weights.find((weight) => weight < 0);
      if (negative !== undefined) throw new CodedError('negative-weight', { weight: negative });
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      scoreAt(
        user,
        weights.map((weight) => weight / total),
        out,
      );
    },
  };
}

/** Returns e_u(w). [K] */
function userVector(
  { width, preference }: PreferenceVectors,
  user: number,
  weights: readonly number[],
): Float64Array {
  const { hidden, condition, head } = preference;
  const units = condition.length / weights.length;
  const vector = Float64Array.from(head.subarray(units * width));
  for (let unit = 0; unit < units; unit++) {
    let value = hidden[user * units + unit]!;
    weights.forEach((weight, objective) => {
      value += weight * condition[objective * units + unit]!;
    });
    if (value <= 0) continue;
    for (let output = 0; output < width; output++) vector[output]! += value * head[unit * width + output]!;
  }
  return vector;
}
