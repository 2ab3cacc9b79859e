/**
 * A second stage behind a retriever: it reorders the head of a ranking and changes nothing else. The set of
 * items in the head stays the retriever's, and so does the order of everything after it.
 */
import { fuse } from './fuse';
import type { Scorer } from './scorer';
import { topK } from './topK';

/** The number of the retriever's best items that are reordered. */
export const RERANK_DEPTH = 200;

export interface SecondStage {
  retriever: Scorer;
  /** Returns z_t(user, item) of each of the items, in their order. */
  score(objective: number, user: number, items: Int32Array): ArrayLike<number>;
}

/**
 * Objective t: the retriever's top 200 by s_t, ordered by z_t. Fusion: its top 200 by F = Σ_t α_t s_t, ordered
 * by Σ_t α_t z_t.    (retriever and reranker as in RepLLaMA / RankLLaMA, arXiv 2310.08319)
 * The head's scores are reassigned among its items, so the set and all that follows it stay as they were.
 * Scores an item at most once per user and objective.
 */
export function rerankedScorer(stage: SecondStage): Scorer {
  const { retriever } = stage;
  const { users, items, objectives } = retriever;
  const scores = Array.from({ length: objectives }, () => new Float32Array(items));
  const cache = createScoreCache(stage);
  let current = -1;
  function select(user: number): void {
    if (user === current) return;
    retriever.score(user, scores);
    cache.clear();
    current = user;
  }
  /** Reorders the head of `values` by Σ_t α_t z_t. */
  function reorder(values: Float32Array, weights: readonly number[]): void {
    const best = topK(values, RERANK_DEPTH + 1);
    const head = best.subarray(0, RERANK_DEPTH);
    const next = best[RERANK_DEPTH];
    const lowerBound = next === undefined ? Number.NEGATIVE_INFINITY : values[next]!;
    reassignScores(values, { head, headScores: cache.fused(current, weights, head), lowerBound });
  }
  return {
    users,
    items,
    objectives,
    retriever,
    score(user, out) {
      select(user);
      out.forEach((values, objective) => {
        values.set(scores[objective]!);
        reorder(
          values,
          scores.map((_, index) => (index === objective ? 1 : 0)),
        );
      });
    },
    fuse(user, weights, out) {
      select(user);
      reorder(fuse(scores, weights, out), weights);
    },
  };
}

/** Remembers the second stage's scores of the items of one user, until it is cleared. */
function createScoreCache({ retriever, score }: SecondStage) {
  const { items, objectives } = retriever;
  const scores = Array.from({ length: objectives }, () => new Float32Array(items));
  const isScored = scores.map(() => new Uint8Array(items));

  function scoreMissing(objective: number, user: number, head: Int32Array): void {
    const scored = isScored[objective]!;
    const missing = head.filter((item) => !scored[item]);
    const found = score(objective, user, missing);
    missing.forEach((item, index) => {
      scores[objective]![item] = found[index]!;
      scored[item] = 1;
    });
  }

  return {
    clear: (): void => {
      for (const scored of isScored) scored.fill(0);
    },
    /** Returns Σ_t α_t z_t of these items, in their order; an objective of weight 0 is not scored. */
    fused(user: number, weights: readonly number[], head: Int32Array): Float64Array {
      const sums = new Float64Array(head.length);
      weights.forEach((weight, objective) => {
        if (weight === 0) return;
        scoreMissing(objective, user, head);
        for (let rank = 0; rank < head.length; rank++) {
          sums[rank]! += weight * scores[objective]![head[rank]!]!;
        }
      });
      return sums;
    },
  };
}

/**
 * Gives the head's scores, highest first, to its items in the order of `headScores`; ties keep the
 * retriever's order. Equal scores are spread, each one float above the next and the last above `lowerBound`,
 * so that no tie can undo the order or let another item in.
 */
function reassignScores(
  values: Float32Array,
  { head, headScores, lowerBound }: { head: Int32Array; headScores: Float64Array; lowerBound: number },
): void {
  const order = Array.from(head.keys()).sort(
    (left, right) => headScores[right]! - headScores[left]! || left - right,
  );
  const descending = Float32Array.from(head, (item) => values[item]!);
  for (let rank = head.length - 1; rank >= 0; rank--) {
    const below = rank === head.length - 1 ? lowerBound : descending[rank + 1]!;
    if (descending[rank]! <= below) descending[rank] = floatAbove(below);
  }
  order.forEach((candidate, rank) => {
    values[head[candidate]!] = descending[rank]!;
  });
}

/** Returns a float32 greater than this one by one or two units in the last place. */
function floatAbove(value: number): number {
  return Math.fround(value + Math.max(Math.abs(value) * 2 ** -23, 2 ** -149));
}
