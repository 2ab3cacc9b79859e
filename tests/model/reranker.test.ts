import { describe, expect, it } from 'vitest';
import { OBJECTIVES } from '../../src/data/schema';
import {
  type CandidateGroup,
  groupedSoftmax,
  groupGradients,
  type Reranker,
  rerankerArrays,
  scoreItems,
  untrainedRerankers,
} from '../../src/model/extra/reranker';
import type { Vectors } from '../../src/model/vectors';
import { createRandom } from '../../src/random';
import { vectorScorer } from '../../src/retrieve/vectorScorer';

const WIDTH = 6;
/** Two users, seven items; two units of each objective's block, in mixed order. */
function randomVectors(seed: number): Vectors {
  const random = createRandom(seed, 'reranker-vectors');
  const draw = (count: number) => Float32Array.from({ length: count * WIDTH }, () => random.normal());
  const blocks = Uint8Array.of(0, 2, 1, 0, 1, 2);
  return { users: draw(2), items: draw(7), width: WIDTH, blocks, scores: 'cumulative' };
}

/** In float64, its head and biases moved off 0. */
function randomReranker(objective: number, seed: number): Reranker {
  const random = createRandom(seed, 'reranker-weights');
  const untrained = untrainedRerankers(OBJECTIVES, WIDTH, seed)[objective]!;
  const { units } = untrained;
  const hidden = Float64Array.from(untrained.hidden);
  for (let unit = 0; unit < units; unit++) hidden[hidden.length - units + unit] = 0.2 * random.normal();
  return { ...untrained, hidden, head: Float64Array.from({ length: units }, () => random.normal()) };
}

/** z as the formula says it, on the whole input row: no short cut through a user's view. */
function plainLogit(reranker: Reranker, vectors: Vectors, user: number, item: number): number {
  const ofUser = [...vectors.users.subarray(user * WIDTH, (user + 1) * WIDTH)];
  const ofItem = [...vectors.items.subarray(item * WIDTH, (item + 1) * WIDTH)];
  const products = ofUser.map((value, k) => value * ofItem[k]!);
  const scores = OBJECTIVES.map((_, o) =>
    products.reduce((sum, product, k) => sum + (vectors.blocks[k]! <= o ? product : 0), 0),
  );
  const input = [...ofUser, ...ofItem, ...products, ...scores, 1];
  const { units, hidden, head, objective } = reranker;
  let logit = scores[objective]!;
  for (let unit = 0; unit < units; unit++) {
    const sum = input.reduce((total, value, row) => total + value * hidden[row * units + unit]!, 0);
    logit += head[unit]! * Math.max(0, sum);
  }
  return logit;
}

const GROUPS: CandidateGroup[] = [
  { user: 0, items: Int32Array.of(3, 0, 6, 1) },
  { user: 1, items: Int32Array.of(2, 5, 4) },
];

describe('the grouped softmax', () => {
  it('has the negative log of the positive’s probability as its loss, and its gradients sum to 0', () => {
    // e^z = 2, 1, 5: L = −ln(2/8) = ln 4; slopes 2/8 − 1 = −.75, 1/8 and 5/8.
    const { loss, slopes } = groupedSoftmax(Float64Array.of(Math.log(2), 0, Math.log(5)));
    expect(loss).toBeCloseTo(Math.log(4), 12);
    [-0.75, 0.125, 0.625].forEach((slope, place) => {
      expect(slopes[place]).toBeCloseTo(slope, 12);
    });
  });

  it('does not overflow, and the loss of a positive without negatives is 0', () => {
    expect(groupedSoftmax(Float64Array.of(1000, 0)).loss).toBe(0);
    expect(groupedSoftmax(Float64Array.of(0, 1000)).loss).toBe(1000);
    expect(groupedSoftmax(Float64Array.of(3)).loss).toBe(0);
  });
});

describe('a reranker', () => {
  it.each([0, 1, 2])(
    'of objective %i has as inputs both vectors, their products and all scores',
    (objective) => {
      const [vectors, reranker] = [randomVectors(objective), randomReranker(objective, objective)];
      const items = Int32Array.of(0, 1, 2, 3, 4, 5, 6);
      scoreItems(reranker, vectors, { user: 1, items }).forEach((logit, item) => {
        expect(logit).toBeCloseTo(plainLogit(reranker, vectors, 1, item), 9);
      });
    },
  );

  it('returns the retriever’s score before training', () => {
    const vectors = randomVectors(3);
    const scores = OBJECTIVES.map(() => new Float32Array(7));
    vectorScorer({ ...vectors, objectives: 3 }).score(0, scores);
    const items = Int32Array.of(5, 2);
    untrainedRerankers(OBJECTIVES, WIDTH, 0).forEach((reranker, objective) => {
      const judged = scoreItems(reranker, vectors, { user: 0, items });
      expect(judged[0]).toBeCloseTo(scores[objective]![5]!, 5);
      expect(judged[1]).toBeCloseTo(scores[objective]![2]!, 5);
    });
  });

  it.each([0, 1, 2, 3, 4])('computes the gradient of its loss, seed %i', (seed) => {
    const [vectors, reranker] = [randomVectors(seed), randomReranker(seed % 3, seed)];
    const { loss, gradients } = groupGradients(reranker, vectors, GROUPS);
    const byHand = GROUPS.map(({ user, items }) => {
      const shares = Array.from(items, (item) => Math.exp(plainLogit(reranker, vectors, user, item)));
      return -Math.log(shares[0]! / shares.reduce((a, b) => a + b));
    });
    expect(loss).toBeCloseTo((byHand[0]! + byHand[1]!) / 2, 9);
    const step = 1e-6;
    rerankerArrays(reranker).forEach((weights, array) => {
      weights.forEach((value, place) => {
        const lossAt = (moved: number) => {
          weights[place] = moved;
          return groupGradients(reranker, vectors, GROUPS).loss;
        };
        const slope = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
        weights[place] = value;
        expect(gradients[array]![place]).toBeCloseTo(slope, 6);
      });
    });
    expect(gradients[0]!.some((value) => value !== 0)).toBe(true);
  });
});
