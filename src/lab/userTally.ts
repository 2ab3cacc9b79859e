/** Recall of one objective for every user, stored for paired tests and averaged within slices. */
import { type Relevant, recallAtK } from '../evaluate/metrics';
import { SLICES, type Slice } from './labCatalogue';

/** Mean recall, and the number of users. */
export interface SliceRecall {
  recall: number;
  users: number;
}

/** Precision to which a user's figure is stored: five decimals. */
const PRECISION = 1e5;

/** One ranking of one user. */
export interface RankedUser {
  ranked: Int32Array;
  relevant: Relevant;
  k: number;
  /** X where the truth is known. */
  expected?: number;
  /** Index into SLICES. */
  userSlice: number;
  /** Whether the user's figure is stored. */
  isStored: boolean;
}

export interface UserTally {
  add(user: RankedUser): void;
  /** X on samples, else Recall@K, of every stored user in the order of users. */
  readonly figures: number[];
  /** Recall within each slice; a slice without positives is absent. */
  slices(): Partial<Record<Slice, SliceRecall>>;
}

/** Creates an empty tally; `itemSlice` [N] is the result of `sliceOfItems`. */
export function createUserTally(itemSlice: Uint8Array): UserTally {
  const sums = SLICES.map(() => ({ recall: 0, users: 0 }));
  const figures: number[] = [];
  const add = (slice: number, recall: number) => {
    sums[slice]!.recall += recall;
    sums[slice]!.users += 1;
  };
  return {
    figures,
    add({ ranked, relevant, k, expected, userSlice, isStored }) {
      const recall = relevant.count > 0 ? recallAtK(ranked, relevant, k) : undefined;
      const figure = expected ?? recall;
      if (isStored && figure !== undefined) figures.push(Math.round(figure * PRECISION) / PRECISION);
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
  relevant.mask.forEach((isPositive, item) => {
    if (isPositive) positives[itemSlice[item]!]! += 1;
  });
  for (const item of ranked.subarray(0, k)) if (relevant.mask[item]) hits[itemSlice[item]!]! += 1;
  return positives.map((count, slice) => (count > 0 ? hits[slice]! / count : undefined));
}
