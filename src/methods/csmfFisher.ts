/**
 * CSMF that releases by Fisher information instead of magnitude:
 *
 *   F_j = Σ_n (∂_j loss_n)², the least informative first, as much as holds τ of each layer's information
 *
 * (FISH mask, Sung, Nair & Raffel, NeurIPS 2021, which keeps the most informative weights; with CSMF's
 * cumulative rule, ours). loss_n is the sampled softmax of one training positive with candidates of its own;
 * unit and column granularity are reconstructed (model/fisher.ts, model/importance.ts).
 *
 * Squares are spread less evenly than magnitudes. τ = .25 and .2 make room like CPP's .4 and .3 do: 19 of
 * 48 and 5 of 19 output units of `shop`, seed 0; of single weights .25 releases about .59, as CPP's .3 does.
 */
import { cascadeGrid, csmfPlan } from './csmf';
import type { Method } from './method';

export const csmfFisher: Method = {
  plan: (context) => csmfPlan(context, { importance: 'fisher' }),
  defaults: () => ({ tau: { exposure: 0.25, click: 0.2 }, weightTau: 0.25 }),
  grid: (...log) => cascadeGrid(...log, { tau: { exposure: 0.15, click: 0.1 } }),
};
