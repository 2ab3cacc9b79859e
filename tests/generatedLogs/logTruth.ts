/** What happened in a generated log, before anybody writes it down. */
import { createRandom, type Random } from '../../src/random';

/** One exposed pair, how deep it went, and when it was seen, in ms since 1970. */
export interface TruePair {
  user: number;
  item: number;
  /** 0 seen, 1 clicked, 2 converted. */
  depth: 0 | 1 | 2;
  time: number;
}

export interface LogTruth {
  users: number;
  items: number;
  pairs: readonly TruePair[];
}

const HOUR = 3_600_000;
/** 1 January 2023; a log covers ten weeks from there, so that days beyond the twelfth are among its dates. */
const START = Date.UTC(2023, 0, 1);

/** Returns a log in which every user and item occurs, and nothing is known twice. `levels` 2: nobody converts. */
export function logTruth(seed: number, levels: 2 | 3): LogTruth {
  const random = createRandom(seed, 'generated log');
  const [users, items] = [9 + random.integer(6), 8 + random.integer(5)];
  const pairs: TruePair[] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      // Everybody sees two items for sure, every item is seen by two users for sure.
      const isSure = (user + item) % Math.min(users, items) < 2;
      if (!isSure && random.uniform() < 0.45) continue;
      const time = START + random.integer(70 * 24) * HOUR + random.integer(3600) * 1000;
      pairs.push({ user, item, depth: depthOf(random, levels), time });
    }
  }
  return { users, items, pairs: shuffled(pairs, random) };
}

function depthOf(random: Random, levels: 2 | 3): TruePair['depth'] {
  if (random.uniform() > 0.4) return 0;
  return levels === 3 && random.uniform() < 0.4 ? 2 : 1;
}

function shuffled(pairs: readonly TruePair[], random: Random): TruePair[] {
  return pairs
    .map((pair) => ({ pair, key: random.uniform() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ pair }) => pair);
}
