/**
 * The one loop over users that everything in this folder is built on: score, remove what was seen,
 * rank in one or more ways, and let the caller judge each ranking.
 */
import type { Dataset } from '../data/schema';
import { fuseFor } from '../retrieve/fuse';
import type { Scorer } from '../retrieve/scorer';
import { topK } from '../retrieve/topK';
import { createYielder } from '../yielding';
import { createRelevance, type EvaluatedSplit, type Relevance } from './relevance';

export interface PassOptions {
  scorer: Scorer;
  dataset: Dataset;
  split: EvaluatedSplit;
  k: number;
  /** Only these users. */
  users?: Int32Array;
  /** Ranks in place of the plain loop over scores. */
  ranker?: RankingFunction | undefined;
  onProgress?: (done: number, total: number) => void;
  /** Rejects with the signal's reason once aborted. */
  signal?: AbortSignal;
}

/** One way to order items: by an objective's own score, or by F with these weights, as the scorer fuses. */
export type Ordering = number | readonly number[];

/** For each ordering the users' lists, in their order: [users × k], best first, −1 where no item is left. */
export type RankingFunction = (
  orderings: readonly Ordering[],
  users: Int32Array,
) => Promise<readonly Int32Array[]>;

export interface Visitor {
  /** Before a user is scored; false skips the user. */
  begin(user: number, relevance: Relevance): boolean;
  /** False when nobody needs this ordering for the user. */
  wants(ordering: number): boolean;
  /** `ranked` is overwritten by the next ordering. */
  visit(ordering: number, ranked: Int32Array): void;
}

/** Throws RangeError when scorer, log and K do not fit each other. Yields every 30 ms. */
export async function rankedPass(
  options: PassOptions,
  orderings: readonly Ordering[],
  visitor: Visitor,
): Promise<void> {
  const { scorer, dataset, k } = options;
  checkFit(options);
  const relevance = createRelevance(dataset, options.split);
  const users = options.users ?? Int32Array.from({ length: scorer.users }, (_, user) => user);
  const total = users.length;
  const lists = await options.ranker?.(orderings, users);
  const scores = dataset.log.objectives.map(() => new Float32Array(scorer.items));
  const fused = new Float32Array(scorer.items);
  const ranked = new Int32Array(Math.min(k, scorer.items));
  const yielder = createYielder(options.signal);
  const rank = (index: number, visited: number): Int32Array => {
    if (lists) return upToEnd(lists[index]!.subarray(visited * k, (visited + 1) * k));
    const ordering = orderings[index]!;
    const own =
      typeof ordering === 'number'
        ? scores[ordering]!
        : fuseFor(scorer, { user: users[visited]!, weights: ordering, scores }, fused);
    return topK(own, k, relevance.removed, ranked);
  };
  for (let visited = 0; visited < total; visited++) {
    const user = users[visited]!;
    relevance.select(user);
    if (visitor.begin(user, relevance)) {
      if (!lists) scorer.score(user, scores);
      for (const index of orderings.keys()) {
        if (visitor.wants(index)) visitor.visit(index, rank(index, visited));
      }
    }
    if (yielder.due()) {
      options.onProgress?.(visited + 1, total);
      await yielder.yield();
    }
  }
  options.onProgress?.(total, total);
}

/** A list without the −1s at its end. */
function upToEnd(list: Int32Array): Int32Array {
  const end = list.indexOf(-1);
  return end < 0 ? list : list.subarray(0, end);
}

function checkFit({ scorer, dataset, k, users }: PassOptions): void {
  const { log } = dataset;
  const fits =
    scorer.users === log.users.ids.length &&
    scorer.items === log.items.ids.length &&
    scorer.objectives === log.objectives.length;
  if (!fits) {
    throw new RangeError(
      `The scorer knows ${scorer.users} users, ${scorer.items} items and ${scorer.objectives} objectives; ` +
        `the log has ${log.users.ids.length}, ${log.items.ids.length} and ${log.objectives.length}.`,
    );
  }
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`K is a whole number from 1 on; got ${k}.`);
  const stranger = users?.find((user) => user < 0 || user >= scorer.users);
  if (stranger !== undefined) throw new RangeError(`There is no user ${stranger} in this log.`);
}
