/** Every pair of methods that a table or a sentence compares, tested and corrected together. */
import { OBJECTIVES, type Objective, type PerObjective } from '../data/schema';
import { createRandom } from '../random';
import { createYielder } from '../yielding';
import { type PerRanking, RANKINGS, type RankingName } from './labCatalogue';
import { holm, signFlipTest } from './significance';
import { averaged } from './statistics';

/** Figures of a method's users, seed by seed: [seed][user]. */
export type UserFigures = PerRanking<Partial<PerObjective<number[][]>>>;

export interface Comparison {
  left: string;
  right: string;
  objective: Objective;
  ranking: RankingName;
  /** Mean of left − right over the pairs. */
  difference: number;
  /** Number of pairs. */
  pairs: number;
  /** Corrected by Holm over all comparisons of the dataset. */
  p: number;
}

export interface CompareOptions {
  /** Comparisons by label. Seeds that only one of two methods has are left out, so every list is as long as seeds are. */
  figures: ReadonlyMap<string, UserFigures>;
  pairs: readonly (readonly [left: string, right: string])[];
  /** Whether every seed has the same users, as on an uploaded log: each is averaged over seeds first. */
  sameUsers: boolean;
  signal?: AbortSignal;
}

/**
 * Sign-flip tests of d = left − right over pairs, Holm-corrected. On a sample each (user, seed) is a pair,
 * for every seed draws other users; where users repeat over seeds a user is one pair. Yields every 30 ms.
 */
export async function compare(options: CompareOptions): Promise<Comparison[]> {
  const { figures, pairs, sameUsers, signal } = options;
  const comparisons: Comparison[] = [];
  const yielder = createYielder(signal);
  for (const [left, right] of pairs) {
    for (const ranking of RANKINGS) {
      for (const objective of OBJECTIVES) {
        const leftUsers = figures.get(left)?.[ranking][objective];
        const rightUsers = figures.get(right)?.[ranking][objective];
        const differences =
          leftUsers && rightUsers ? pairedDifferences(leftUsers, rightUsers, sameUsers) : [];
        if (differences.length === 0) continue;
        const difference = differences.reduce((sum, value) => sum + value, 0) / differences.length;
        const random = createRandom(0, `lab:${left}:${right}:${objective}:${ranking}`);
        const p = signFlipTest(differences, random);
        comparisons.push({ left, right, objective, ranking, difference, pairs: differences.length, p });
        if (yielder.due()) await yielder.yield();
      }
    }
  }
  const corrected = holm(comparisons.map(({ p }) => p));
  return comparisons.map((comparison, index) => ({ ...comparison, p: corrected[index]! }));
}

/** left, right [seeds][users] → one difference for each pair. A seed that either side lacks gives none. */
function pairedDifferences(left: number[][], right: number[][], sameUsers: boolean): number[] {
  const seeds = left.flatMap((leftUsers, seed) => {
    const rightUsers = right[seed];
    return rightUsers && leftUsers.length === rightUsers.length && leftUsers.length > 0
      ? [leftUsers.map((value, user) => value - rightUsers[user]!)]
      : [];
  });
  return sameUsers ? averaged(seeds) : seeds.flat();
}

/** Returns the comparison of two methods, seen from `left`; undefined when they were not compared. */
export function comparisonOf(
  comparisons: readonly Comparison[],
  wanted: Pick<Comparison, 'left' | 'right' | 'objective' | 'ranking'>,
): Comparison | undefined {
  const { left, right, objective, ranking } = wanted;
  const found = comparisons.find(
    (comparison) =>
      comparison.objective === objective &&
      comparison.ranking === ranking &&
      ((comparison.left === left && comparison.right === right) ||
        (comparison.left === right && comparison.right === left)),
  );
  return found && found.left !== left ? { ...found, left, right, difference: -found.difference } : found;
}
