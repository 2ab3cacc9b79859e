/** The relevance of items for one user in one split: which are left out of the ranking, and which are positives. */
import type { Dataset } from '../data/schema';
import { SPLIT } from '../data/schema';
import type { Relevant } from './metrics';

/** The splits that rankings are evaluated on. */
export type EvaluatedSplit = 'validation' | 'test';

export interface Relevance {
  /** [N] 1 for items left out of the ranking, for every objective. */
  removed: Uint8Array;
  /** The user's positives in the split, for each objective of the log. */
  positives: readonly Relevant[];
  /** Overwrites the marks in place by those of another user. */
  select(user: number): void;
}

/**
 * Creates the marks. On `test` the user's training and validation exposures are removed, on `validation` the training
 * exposures only. A positive of an objective is a pair of the split that got at least that deep.
 */
export function createRelevance(dataset: Dataset, split: EvaluatedSplit): Relevance {
  const { log } = dataset;
  const evaluated = SPLIT[split];
  const items = log.items.ids.length;
  const removed = new Uint8Array(items);
  const positives = log.objectives.map(() => ({ mask: new Uint8Array(items), count: 0 }));
  let marked = { start: 0, end: 0 };

  function clear(): void {
    for (let row = marked.start; row < marked.end; row++) {
      removed[log.item[row]!] = 0;
      for (const { mask } of positives) mask[log.item[row]!] = 0;
    }
    for (const relevant of positives) relevant.count = 0;
  }

  return {
    removed,
    positives,
    select(user) {
      clear();
      marked = { start: log.userStart[user]!, end: log.userStart[user + 1]! };
      for (let row = marked.start; row < marked.end; row++) {
        if (dataset.split[row]! < evaluated) removed[log.item[row]!] = 1;
        if (dataset.split[row] !== evaluated) continue;
        const deepest = Math.min(log.depth[row]!, positives.length - 1);
        for (let objective = 0; objective <= deepest; objective++) {
          positives[objective]!.mask[log.item[row]!] = 1;
          positives[objective]!.count++;
        }
      }
    },
  };
}
