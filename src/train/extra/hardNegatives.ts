/** Training groups of a reranker: a positive each, beside items that the retriever itself ranks high. */
import { CodedError } from '../../coded';
import { createBatches } from '../../data/batches';
import { type Dataset, OBJECTIVES, type Objective, type Positives, SPLIT } from '../../data/schema';
import type { CandidateGroup } from '../../model/extra/reranker';
import type { Random } from '../../random';
import { RERANK_DEPTH } from '../../retrieve/rerankedScorer';
import type { Scorer } from '../../retrieve/scorer';
import { topK } from '../../retrieve/topK';

/** Hard negatives beside each positive, as many as RankLLaMA takes. */
const NEGATIVES = 15;

export interface GroupOptions {
  dataset: Dataset;
  objective: Objective;
  /** Groups per batch. */
  groups: number;
  retriever: Scorer;
  random: Random;
}

/**
 * Returns an endless source of batches of groups of one objective o: a training positive of o that the retriever has
 * among its top 200 by s_o, and hard negatives drawn without replacement from those of its top 200 that the
 * user was not exposed to in training, and from the user's training exposures that did not reach o.
 * Positives the retriever does not find are left out (ours): a reranker never ranks them, and among items
 * from the top it would learn from them that a low score is a good sign (exposure's X on `shop`: .26 from .32).
 * Throws CodedError (`no-reranking-positives`) when the retriever finds no positive of any user.
 */
export function createGroups({
  dataset,
  objective,
  groups,
  retriever,
  random,
}: GroupOptions): () => CandidateGroup[] {
  const poolOf = createPools({ dataset, objective: OBJECTIVES.indexOf(objective), retriever });
  const found = foundPositives(dataset.positives[objective], poolOf);
  if (found.items.length === 0) {
    throw new CodedError('no-reranking-positives', { objective, depth: RERANK_DEPTH });
  }
  const reachable = { ...dataset, positives: { [objective]: found } };
  const source = createBatches({
    dataset: reachable,
    objective,
    batchSize: groups,
    uniformNegatives: 0,
    random,
  });
  return () => {
    const { users, candidates } = source.next();
    return Array.from(users, (user, row) => {
      const items = [candidates[row]!, ...drawNegatives(poolOf(user).negatives, random)];
      return { user, items: Int32Array.from(items) };
    });
  };
}

interface Pool {
  /** The user's training positives that are in the retriever's top 200, ascending. */
  found: Int32Array;
  negatives: Int32Array;
}

/** Returns a function that finds a user's pool at its first call: one full ranking per user. */
export function createPools(options: {
  dataset: Dataset;
  /** Index in OBJECTIVES. */
  objective: number;
  retriever: Scorer;
}): (user: number) => Pool {
  const { dataset, objective, retriever } = options;
  const { log, split } = dataset;
  const known = new Map<number, Pool>();
  const scores = log.objectives.map(() => new Float32Array(retriever.items));
  const isExposed = new Uint8Array(retriever.items);
  const find = (user: number): Pool => {
    retriever.score(user, scores);
    const top = topK(scores[objective]!, RERANK_DEPTH);
    isExposed.fill(0);
    const [reached, missed]: [number[], number[]] = [[], []];
    for (let row = log.userStart[user]!; row < log.userStart[user + 1]!; row++) {
      if (split[row] !== SPLIT.train) continue;
      isExposed[log.item[row]!] = 1;
      (log.depth[row]! < objective ? missed : reached).push(log.item[row]!);
    }
    const inTop = new Set(top);
    return {
      found: Int32Array.from(reached.filter((item) => inTop.has(item))),
      negatives: Int32Array.of(...top.filter((item) => !isExposed[item]), ...missed),
    };
  };
  return (user) => {
    const pool = known.get(user) ?? find(user);
    known.set(user, pool);
    return pool;
  };
}

function foundPositives(positives: Positives | undefined, poolOf: (user: number) => Pool): Positives {
  const users = [...new Set(positives?.users)];
  return {
    users: Int32Array.from(users.flatMap((user) => Array.from(poolOf(user).found, () => user))),
    items: Int32Array.from(users.flatMap((user) => [...poolOf(user).found])),
  };
}

/** Draws without replacement: the first few of a shuffle of the pool, which stays shuffled. */
function drawNegatives(pool: Int32Array, random: Random): Int32Array {
  const count = Math.min(NEGATIVES, pool.length);
  for (let index = 0; index < count; index++) {
    const chosen = index + random.integer(pool.length - index);
    const moved = pool[index]!;
    pool[index] = pool[chosen]!;
    pool[chosen] = moved;
  }
  return pool.subarray(0, count);
}
