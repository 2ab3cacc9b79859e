/** A small log whose truth is known, for tests to write down in any way. */
import { createRandom } from '../../src/random';

export interface SmallPair {
  /** 0 … 11 */
  user: number;
  /** 0 … 9 */
  item: number;
  depth: 0 | 1 | 2;
  /** Seconds since 1970. */
  time: number;
}

/** Every user sees eight of ten items, in a random order; 96 pairs, about a third clicked, a third of these bought. */
export function smallLog(seed = 1): SmallPair[] {
  const random = createRandom(seed, 'small log');
  const pairs: (SmallPair & { key: number })[] = [];
  for (let user = 0; user < 12; user++) {
    for (let item = 0; item < 10; item++) {
      if ((user + item) % 5 === 0) continue;
      const depth = random.uniform() > 0.35 ? 0 : random.uniform() > 0.35 ? 1 : 2;
      const time = 1_700_000_000 + random.integer(4_000_000);
      pairs.push({ user, item, depth, time, key: random.uniform() });
    }
  }
  return pairs.toSorted((a, b) => a.key - b.key).map(({ key: _, ...pair }) => pair);
}

/** Returns the counts of users, items, exposures, clicks and conversions. */
export function truthOf(pairs: readonly SmallPair[]) {
  return {
    users: new Set(pairs.map(({ user }) => user)).size,
    items: new Set(pairs.map(({ item }) => item)).size,
    exposures: pairs.length,
    clicks: pairs.filter(({ depth }) => depth >= 1).length,
    conversions: pairs.filter(({ depth }) => depth >= 2).length,
  };
}

/** Writes a table with a row, or several, for each pair; without `header` none. */
export function written(
  header: string | undefined,
  rowsOf: (pair: SmallPair) => string | readonly string[],
  pairs: readonly SmallPair[] = smallLog(),
): string {
  const rows = pairs.flatMap(rowsOf);
  return `${[...(header === undefined ? [] : [header]), ...rows].join('\n')}\n`;
}
