/** Finds users by what is known of them: their id, their features, and what they did in training. */
import { type Dataset, SPLIT } from '../data/schema';

export interface UserQuery {
  /** Lower-case words; all of them must be found. */
  words: readonly string[];
  /** The least depth of the interactions whose items count: 0 seen, 1 clicked, 2 bought. */
  depth: number;
  /** Whether ids and features count too: not where the query says what they did. */
  ofAnything: boolean;
}

/** Why a user matches. */
export type MatchReason =
  | { kind: 'id' }
  | { kind: 'feature'; value: string }
  | { kind: 'item'; item: number; depth: number };

export interface UserMatch {
  user: number;
  /** What the last word was found in; the deepest interaction where there are several. */
  reason: MatchReason;
}

/** Dataset with the codes of its splits, as far as the search reads it. */
type SearchedDataset = Pick<Dataset, 'log' | 'split'>;

/**
 * Returns the first `limit` users in whom every word is found, by index: in the id, in a value of a feature, or in the title
 * of an item that they reached at least that deep in training. No word at all matches everybody. Takes O(rows) for each word.
 */
export function searchUsers(dataset: SearchedDataset, query: UserQuery, limit: number): UserMatch[] {
  const found = query.words.map((word) => reasonsFor(dataset, query, word));
  const matches: UserMatch[] = [];
  for (let user = 0; user < dataset.log.users.ids.length && matches.length < limit; user++) {
    if (!found.every((reasons) => reasons.has(user))) continue;
    matches.push({ user, reason: found.at(-1)?.get(user) ?? { kind: 'id' } });
  }
  return matches;
}

/** Returns a reason for every user in whom the word is found. */
function reasonsFor(
  { log, split }: SearchedDataset,
  { depth, ofAnything }: UserQuery,
  word: string,
): Map<number, MatchReason> {
  const reasons = new Map<number, MatchReason>();
  const titles = log.items.titles ?? log.items.ids;
  const isFound = titles.map((title) => title.toLowerCase().includes(word));
  for (let row = 0; row < split.length; row++) {
    const item = log.item[row]!;
    if (split[row] !== SPLIT.train || log.depth[row]! < depth || !isFound[item]) continue;
    const known = reasons.get(log.user[row]!);
    if (known?.kind === 'item' && known.depth >= log.depth[row]!) continue;
    reasons.set(log.user[row]!, { kind: 'item', item, depth: log.depth[row]! });
  }
  if (!ofAnything) return reasons;
  for (const feature of log.users.features) {
    const isValue = feature.values.map((value) => value.toLowerCase().includes(word));
    for (let user = 0; user < log.users.ids.length; user++) {
      const codes =
        feature.kind === 'list'
          ? feature.entries.subarray(feature.starts[user], feature.starts[user + 1])
          : feature.index.subarray(user, user + 1);
      const code = codes.find((value) => isValue[value] === true);
      if (code !== undefined) reasons.set(user, { kind: 'feature', value: feature.values[code]! });
    }
  }
  log.users.ids.forEach((id, user) => {
    if (id.toLowerCase().includes(word)) reasons.set(user, { kind: 'id' });
  });
  return reasons;
}
