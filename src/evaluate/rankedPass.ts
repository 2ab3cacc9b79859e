/**
 * The one loop over users that everything in this folder is built on: score, remove what was seen,
 * rank in one or more ways, and let a visitor compare each ranking with the positives.
 */
import { CodedError } from '../coded';
import type { Dataset } from '../data/schema';
import { fuseFor } from '../retrieve/fuse';
import { createFusedRanker } from '../retrieve/fusedTopK';
import type { Scorer } from '../retrieve/scorer';
import { topK } from '../retrieve/topK';
import { createYielder } from '../yielding';
import { createRelevance, type EvaluatedSplit, type Relevance } from './relevance';

export interface PassOptions {
  scorer: Scorer;
  dataset: Dataset;
  split: EvaluatedSplit;
  k: number;
  /** The users ranked for; all when absent. */
  users?: Int32Array | undefined;
  /** Ranks instead of the plain loop over scores. */
  ranker?: RankingFunction | undefined;
  onProgress?: (done: number, total: number) => void;
  /** Is awaited whenever the pass yields: work that goes first. */
  waitFor?: () => Promise<unknown> | undefined;
  /** Rejects with the signal's reason once aborted. */
  signal?: AbortSignal | undefined;
}

/** One way to order items: by the score of an objective, or by F with these weights, as the scorer fuses. */
export type Ordering = number | readonly number[];

/** Returns for each ordering the users' lists, in their order: [users × k], best first, −1 where no item is left. */
export type RankingFunction = (
  orderings: readonly Ordering[],
  users: Int32Array,
) => Promise<readonly Int32Array[]>;

export interface Visitor {
  /** Is called before a user is scored; false skips the user. */
  begin(user: number, relevance: Relevance): boolean;
  /** Returns whether this ordering is needed for the user. */
  needs(ordering: number): boolean;
  /** `ranked` is overwritten by the next ordering. */
  visit(ordering: number, ranked: Int32Array): void;
}

/**
 * Ranks the items for every user by every ordering. Throws RangeError when scorer and log differ in size, and
 * CodedError for a K (`bad-k`) or a user (`unknown-user`) that cannot be. Yields every 30 ms.
 */
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
  const ranker = createListRanker(scorer, k);
  const yielder = createYielder(options.signal);
  const rank = (index: number, visited: number): Int32Array =>
    lists
      ? withoutPadding(lists[index]!.subarray(visited * k, (visited + 1) * k))
      : ranker.rank(orderings[index]!);
  for (let visited = 0; visited < total; visited++) {
    const user = users[visited]!;
    relevance.select(user);
    if (visitor.begin(user, relevance)) {
      if (!lists) ranker.select(user, relevance.removed);
      for (const index of orderings.keys()) {
        if (visitor.needs(index)) visitor.visit(index, rank(index, visited));
      }
    }
    if (yielder.due()) {
      options.onProgress?.(visited + 1, total);
      await yielder.yield();
      await options.waitFor?.();
      options.signal?.throwIfAborted();
    }
  }
  options.onProgress?.(total, total);
}

/** Ranks for one user after another by any ordering. A list is overwritten by the next. */
function createListRanker(scorer: Scorer, k: number) {
  const scores = Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
  const fused = new Float32Array(scorer.items);
  const ranked = new Int32Array(Math.min(k, scorer.items));
  const linear = scorer.fuse ? undefined : createFusedRanker(scorer.items, scorer.objectives, k);
  let user = 0;
  let removed: Uint8Array = new Uint8Array(0);
  /** Whether the linear ranker has this user's scores. */
  let isSelected = false;
  return {
    select(nextUser: number, nextRemoved: Uint8Array): void {
      user = nextUser;
      removed = nextRemoved;
      isSelected = false;
      scorer.score(user, scores);
    },
    rank(ordering: Ordering): Int32Array {
      if (typeof ordering === 'number') return topK(scores[ordering]!, k, removed, ranked);
      if (linear) {
        if (!isSelected) linear.select(scores, removed);
        isSelected = true;
        return linear.rank(ordering);
      }
      return topK(fuseFor(scorer, { user, weights: ordering, scores }, fused), k, removed, ranked);
    },
  };
}

/** Returns the list without the −1s at its end. */
function withoutPadding(list: Int32Array): Int32Array {
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
      `scorer [${scorer.users} × ${scorer.items} × ${scorer.objectives}], ` +
        `log [${log.users.ids.length} × ${log.items.ids.length} × ${log.objectives.length}]`,
    );
  }
  if (!Number.isInteger(k) || k < 1) throw new CodedError('bad-k', { k: String(k) });
  const unknown = users?.find((user) => user < 0 || user >= scorer.users);
  if (unknown !== undefined) throw new CodedError('unknown-user', { user: unknown, users: scorer.users });
}
