/**
 * A second stage behind a retriever: it may put the head of a ranking in another order, and nothing else.
 * What the retriever found it serves, and everything after the head stays where it was.
 */
import { fuse } from './fuse';
import type { Scorer } from './scorer';
import { topK } from './topK';

/** How many of the retriever's best are put in order. */
export const RERANK_DEPTH = 200;

export interface SecondStage {
  retriever: Scorer;
  /** z_o(user, item) of each of the items, in their order. */
  score(objective: number, user: number, items: Int32Array): ArrayLike<number>;
}

/**
 * Objective o: the retriever's top 200 by s_o, ordered by z_o. Fusion: its top 200 by F = Σ_o α_o s_o, ordered
 * by Σ_o α_o z_o    (retriever and reranker as in RepLLaMA / RankLLaMA, arXiv 2310.08319)
 * The head keeps its scores but deals them out anew, so the set and all that follows it stay as they were.
 * Judges an item once for a user, whatever is asked of them.
 */
export function rerankedScorer(stage: SecondStage): Scorer {
  const { retriever } = stage;
  const { users, items, objectives } = retriever;
  const scores = Array.from({ length: objectives }, () => new Float32Array(items));
  const opinions = createOpinions(stage);
  let current = -1;
  function turnTo(user: number): void {
    if (user === current) return;
    retriever.score(user, scores);
    opinions.forget();
    current = user;
  }
  /** Reorders the head of `values` by Σ_o α_o z_o. */
  function reorder(values: Float32Array, weights: readonly number[]): void {
    const best = topK(values, RERANK_DEPTH + 1);
    const head = best.subarray(0, RERANK_DEPTH);
    const rest = best[RERANK_DEPTH];
    const floor = rest === undefined ? Number.NEGATIVE_INFINITY : values[rest]!;
    dealOut(values, { head, wanted: opinions.fused(current, weights, head), floor });
  }
  return {
    users,
    items,
    objectives,
    retriever,
    score(user, out) {
      turnTo(user);
      out.forEach((values, objective) => {
        values.set(scores[objective]!);
        reorder(
          values,
          scores.map((_, index) => (index === objective ? 1 : 0)),
        );
      });
    },
    fuse(user, weights, out) {
      turnTo(user);
      reorder(fuse(scores, weights, out), weights);
    },
  };
}

/** What the judge said of one user's items, remembered until it is told to forget. */
function createOpinions({ retriever, score }: SecondStage) {
  const { items, objectives } = retriever;
  const judged = Array.from({ length: objectives }, () => new Float32Array(items));
  const isJudged = judged.map(() => new Uint8Array(items));

  function judgeOnce(objective: number, user: number, head: Int32Array): void {
    const marks = isJudged[objective]!;
    const fresh = head.filter((item) => !marks[item]);
    const found = score(objective, user, fresh);
    fresh.forEach((item, place) => {
      judged[objective]![item] = found[place]!;
      marks[item] = 1;
    });
  }

  return {
    forget: (): void => {
      for (const marks of isJudged) marks.fill(0);
    },
    /** Σ_o α_o z_o of these items, in their order; an objective of weight 0 is not asked. */
    fused(user: number, weights: readonly number[], head: Int32Array): Float64Array {
      const sums = new Float64Array(head.length);
      weights.forEach((weight, objective) => {
        if (weight === 0) return;
        judgeOnce(objective, user, head);
        for (let place = 0; place < head.length; place++) {
          sums[place]! += weight * judged[objective]![head[place]!]!;
        }
      });
      return sums;
    },
  };
}

/**
 * The head's own scores, highest first, to its items as wanted; equal wishes keep the retriever's order.
 * Equal scores are spread, each one float above the next and the last above `floor`, so that no tie can
 * undo the order or let another item in.
 */
function dealOut(
  values: Float32Array,
  { head, wanted, floor }: { head: Int32Array; wanted: Float64Array; floor: number },
): void {
  const order = Array.from(head.keys()).sort((left, right) => wanted[right]! - wanted[left]! || left - right);
  const falling = Float32Array.from(head, (item) => values[item]!);
  for (let place = head.length - 1; place >= 0; place--) {
    const below = place === head.length - 1 ? floor : falling[place + 1]!;
    if (falling[place]! <= below) falling[place] = floatAbove(below);
  }
  order.forEach((candidate, place) => {
    values[head[candidate]!] = falling[place]!;
  });
}

/** A float32 greater than this one by one or two units in the last place. */
function floatAbove(value: number): number {
  return Math.fround(value + Math.max(Math.abs(value) * 2 ** -23, 2 ** -149));
}
