/** What a floor is: a ranking made from the log at once, that every trained method must beat, or cannot. */
import type { Dataset } from '../data/schema';
import type { Scorer } from '../retrieve/scorer';

/** Throws Error when the log does not know what the floor needs. */
export type ScorerFactory = (dataset: Dataset, seed: number) => Scorer;

/** What a scorer of this log says of its size. */
export function sizesOf({ log }: Dataset): Pick<Scorer, 'users' | 'items' | 'objectives'> {
  return { users: log.users.ids.length, items: log.items.ids.length, objectives: log.objectives.length };
}
