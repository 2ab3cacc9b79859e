/** How likely every user is to be shown, to click and to buy every item: a sample's ground truth. */

import { exp, log } from '../../elementaryFunctions';
import type { Truth } from '../schema';
import { type ItemWorld, LATENT_WIDTH, type UserWorld } from './sampleWorld';

/**
 * Returns the log probabilities of every pair; tm = ⟨taste, topic⟩, σ the logistic function, clip to [−2, 1]:
 *   log p(e) = log softmax over items of 0.9·popularity + 0.96·affinity[category] + 0.5·tm
 *   p(c|e)   = σ(−3.1 + 1.3·tm + 1.1·attractiveness)
 *   p(v|c)   = σ(b_v + 1.6·clip(1 − ½(priceTaste − price)²) + 1.3·quality)
 * (ours). → cumulative sums of the logs, each [users × items].
 */
export function trueLogProbabilities(users: UserWorld, items: ItemWorld, conversionIntercept: number): Truth {
  const userCount = users.priceTaste.length;
  const itemCount = items.price.length;
  const categories = users.affinity.length / userCount;
  const truth: Truth = {
    exposure: new Float32Array(userCount * itemCount),
    click: new Float32Array(userCount * itemCount),
    conversion: new Float32Array(userCount * itemCount),
  };
  const logits = new Float64Array(itemCount);
  const match = new Float64Array(itemCount);
  for (let user = 0; user < userCount; user++) {
    for (let item = 0; item < itemCount; item++) {
      match[item] = tasteMatch(users, user, items, item);
      const affinity = users.affinity[user * categories + items.category[item]!]!;
      logits[item] = 0.9 * items.popularity[item]! + 0.96 * affinity + 0.5 * match[item]!;
    }
    const normaliser = logSumExp(logits);
    for (let item = 0; item < itemCount; item++) {
      const index = user * itemCount + item;
      const distance = users.priceTaste[user]! - items.price[item]!;
      const ease = Math.max(-2, Math.min(1, 1 - 0.5 * distance * distance));
      const exposure = logits[item]! - normaliser;
      const click = exposure + logSigmoid(-3.1 + 1.3 * match[item]! + 1.1 * items.attractiveness[item]!);
      truth.exposure[index] = exposure;
      truth.click[index] = click;
      truth.conversion[index] =
        click + logSigmoid(conversionIntercept + 1.6 * ease + 1.3 * items.quality[item]!);
    }
  }
  return truth;
}

/** tm = ⟨taste of the user, topic of the item⟩, about standard normal. */
function tasteMatch(users: UserWorld, user: number, items: ItemWorld, item: number): number {
  let sum = 0;
  for (let k = 0; k < LATENT_WIDTH; k++) {
    sum += users.taste[user * LATENT_WIDTH + k]! * items.topic[item * LATENT_WIDTH + k]!;
  }
  return sum;
}

/** log Σ_j e^{x_j}, shifted by the largest so that nothing overflows. */
function logSumExp(values: Float64Array): number {
  const max = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return max + log(values.reduce((sum, value) => sum + exp(value - max), 0));
}

/** log σ(x) = −log(1 + e^{−x}), without overflow for x far below 0. */
function logSigmoid(x: number): number {
  return Math.min(0, x) - log(1 + exp(-Math.abs(x)));
}
