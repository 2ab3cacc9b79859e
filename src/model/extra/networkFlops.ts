/** The arithmetic of a gradient step of what is not a masked two-tower, counted as in `model/flops`. (ours) */
import { FLOPS_PER_PRODUCT, type TermShape } from '../flops';
import { dependenciesOf, headsOf, type Network, type NetworkTerm, type NetworkTower } from './network';
import type { Reranker } from './reranker';

/**
 * Counts the floating-point operations of one step of a network:
 * 2 Σ_terms [ 3·B·w(users) + 3·C·w(items) + pairs ], w = Σ inputs·units over the layers that the term's heads
 * read + experts·units over the mixes they read: forward, the gradient of the weights, that of the inputs.
 * Pairs: sampled softmax 3·B·C·K; cross-entropy 3·B·ΣK over its heads; a preference over lists 4·C·K, its
 * reference's scores once, C being all lists' items.
 */
export function networkStepFlops(network: Network, terms: readonly (NetworkTerm & TermShape)[]): number {
  const { architecture } = network;
  const products = terms.map((term) => {
    const heads = headsOf(architecture, term);
    const width = heads.reduce((sum, head) => sum + architecture.heads[head]!.width, 0);
    const row = (tower: NetworkTower) => {
      const { layers, mixed } = dependenciesOf(architecture, tower, heads);
      return layers.reduce((sum, { inputs, units }) => sum + inputs * units, mixed);
    };
    const rows = 3 * (term.users * row(network.users) + term.candidates * row(network.items));
    return rows + width * pairProducts(term);
  });
  return FLOPS_PER_PRODUCT * products.reduce((sum, value) => sum + value, 0);
}

/** Products of a term's scores and their gradients, for each unit of its heads. */
function pairProducts({ loss, users, candidates }: NetworkTerm & TermShape): number {
  if (loss === 'preference') return 4 * candidates;
  return loss === 'cross-entropy' ? 3 * users : 3 * users * candidates;
}

/**
 * Counts the floating-point operations of one step of a reranker of U units on groups of n items each:
 * 2 Σ_groups [ 4·K·U + n·(2·K·U + K + 3·U) ]. A user's view takes 2·K·U and its gradient as much; an item's
 * score takes K·U + K + U, its gradient K·U + 2·U. It is linear in the items once the user is known.
 */
export function rerankerStepFlops({ width, units }: Reranker, groupSizes: readonly number[]): number {
  const weights = width * units;
  const products = groupSizes.map((items) => 4 * weights + items * (2 * weights + width + 3 * units));
  return FLOPS_PER_PRODUCT * products.reduce((sum, value) => sum + value, 0);
}
