/** What one objective reaches for every user, as it is kept for paired tests and for slices. */
import { type Relevant, recallAtK } from '../evaluate/metrics';
import { SLICES, type Slice } from './catalogue';

/** A mean, and over how many users. */
export interface SliceRecall {
  recall: number;
  users: number;
}

/** How many decimals of a user's figure are kept: pairs are compared by the thousand. */
const PRECISION = 1e5;

/** One ranking of one user. */
export interface RankedUser {
  ranked: Int32Array;
  relevant: Relevant;
  k: number;
  /** Its X where the truth is known. */
  expected?: number;
  /** Index into SLICES. */
  userSlice: number;
  /** Whether the user is among those whose own figure is kept. */
  isKept: boolean;
}

export interface UserTally {
  add(judged: RankedUser): void;
  /** X on samples, else Recall@K, of every kept user in the order of users. */
  readonly figures: number[];
  /** A slice that no positive falls into is absent. */
  slices(): Partial<Record<Slice, SliceRecall>>;
}

/** `itemSlice` [N] as `sliceOfItems` gives it. */
export function createUserTally(itemSlice: Uint8Array): UserTally {
  const sums = SLICES.map(() => ({ recall: 0, users: 0 }));
  const figures: number[] = [];
  const add = (slice: number, recall: number) => {
    sums[slice]!.recall += recall;
    sums[slice]!.users += 1;
  };
  return {
    figures,
    add({ ranked, relevant, k, expected, userSlice, isKept }) {
      const recall = relevant.count > 0 ? recallAtK(ranked, relevant, k) : undefined;
      const figure = expected ?? recall;
      if (isKept && figure !== undefined) figures.push(Math.round(figure * PRECISION) / PRECISION);
      if (recall === undefined) return;
      add(userSlice, recall);
      recallBySlice({ ranked, relevant, k }, itemSlice).forEach((part, slice) => {
        if (part !== undefined) add(slice, part);
      });
    },
    slices: () =>
      Object.fromEntries(
        SLICES.flatMap((slice, index) => {
          const { recall, users } = sums[index]!;
          return users > 0 ? [[slice, { recall: recall / users, users }]] : [];
        }),
      ),
  };
}

/** |top-K ∩ P ∩ S| / |P ∩ S| for head, torso and tail; undefined where P ∩ S is empty. (ours) */
function recallBySlice(
  { ranked, relevant, k }: Pick<RankedUser, 'ranked' | 'relevant' | 'k'>,
  itemSlice: Uint8Array,
): (number | undefined)[] {
  const positives = [0, 0, 0];
  const hits = [0, 0, 0];
  relevant.mask.forEach((marked, item) => {
    if (marked) positives[itemSlice[item]!]! += 1;
  });
  for (const item of ranked.subarray(0, k)) if (relevant.mask[item]) hits[itemSlice[item]!]! += 1;
  return positives.map((count, slice) => (count > 0 ? hits[slice]! / count : undefined));
}
