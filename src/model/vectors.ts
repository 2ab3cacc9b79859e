/** Output vectors of a trained model: what is ranked, fused, indexed and exported. */

/**
 * How an objective's score is formed: the sum of all blocks up to its own, s_t = Σ_{o ≤ t} ⟨e^o_u, e^o_i⟩ (CSMF), or
 * its own block alone, s_t = ⟨e^t_u, e^t_i⟩.
 */
export type ScoreKind = 'cumulative' | 'separate';

/** Output vectors of all users [users × K] and items [items × K]; a unit that is not used yet is 0. */
export interface Vectors {
  users: Float32Array;
  items: Float32Array;
  /** K */
  width: number;
  /** [K] owner of each output unit. */
  blocks: Uint8Array;
  scores: ScoreKind;
  /** User tower of a model conditioned on the fusion weights; absent where user vectors do not depend on them. */
  preference?: PreferenceTower;
}

/** User tower conditioned on fusion weights w: e_u(w) = relu(h_u + w·A)·V + b. */
export interface PreferenceTower {
  /** [U × H] h_u = x_u·W, hidden bias included. */
  hidden: Float32Array;
  /** [O × H] A. */
  condition: Float32Array;
  /** [(H + 1) × K] V, b as its last row. */
  head: Float32Array;
}
