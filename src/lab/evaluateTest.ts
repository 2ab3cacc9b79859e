/** One pass over the test split that collects what the lab stores beyond the means of `evaluate`. */
import type { Dataset, Objective, PerObjective } from '../data/schema';
import { expectedRecall, trueShares } from '../evaluate/expected';
import { recallAtK } from '../evaluate/metrics';
import { type PassOptions, rankedPass, type Visitor } from '../evaluate/rankedPass';
import type { Relevance } from '../evaluate/relevance';
import { createRandom } from '../random';
import { simplexGrid } from '../retrieve/weightings';
import type { PerRanking, RankingName, Slice } from './labCatalogue';
import { nonDominated } from './pareto';
import { sliceOfItems, sliceOfUsers } from './slices';
import { createUserTally, type SliceRecall, type UserTally } from './userTally';

/** (click, conversion) of a weighting, X on samples, else Recall@K, and the weighting's index in `simplexGrid`. */
export type FrontPoint = readonly [click: number, conversion: number, weighting?: number];

export interface TestEvaluation {
  /** X on samples, else Recall@K, of every user that has one; the same users for every method. */
  figures: PerRanking<Partial<PerObjective<number[]>>>;
  slices: PerRanking<Partial<PerObjective<Partial<Record<Slice, SliceRecall>>>>>;
  /** Weightings that no other dominates on click and conversion; absent in a log without conversions. */
  front?: FrontPoint[];
}

export interface TestEvaluationOptions extends Omit<PassOptions, 'split' | 'users' | 'ranked'> {
  /** Weights of each objective's best fusion, out of `simplexGrid`. */
  best: Partial<PerObjective<PerObjective<number>>>;
}

/** Figures of more users than this are not stored; those of a random sample are, the same for every method. */
const MAX_STORED_USERS = 5000;

/** Ranks every test user once by each objective and each weighting. Rejects as `rankedPass` does. */
export async function evaluateTest(options: TestEvaluationOptions): Promise<TestEvaluation> {
  const { dataset } = options;
  const { objectives } = dataset.log;
  const grid = simplexGrid(objectives.length);
  const evaluator = new TestEvaluator(options, grid);
  await rankedPass({ ...options, split: 'test' }, [...objectives.keys(), ...grid], evaluator);
  return evaluator.evaluation();
}

class TestEvaluator implements Visitor {
  readonly #tallies: PerRanking<UserTally>[];
  /** Index of each objective's best fusion in the grid; −1 without one. */
  readonly #best: number[];
  readonly #sums: { value: [number, number]; users: [number, number] }[];
  readonly #shares: Float64Array[] | undefined;
  readonly #slices: { items: Uint8Array; users: Uint8Array };
  readonly #isStored: Uint8Array;
  #user = 0;
  #relevance!: Relevance;

  constructor(
    private readonly options: TestEvaluationOptions,
    grid: readonly (readonly number[])[],
  ) {
    const { dataset, best } = options;
    const { objectives, items, truth } = dataset.log;
    this.#slices = { items: sliceOfItems(dataset), users: sliceOfUsers(dataset) };
    this.#tallies = objectives.map(() => ({
      own: createUserTally(this.#slices.items),
      best: createUserTally(this.#slices.items),
    }));
    this.#best = objectives.map((name) => gridIndex(grid, objectives, best[name]));
    this.#sums = grid.map(() => ({ value: [0, 0], users: [0, 0] }));
    this.#shares = truth && objectives.map(() => new Float64Array(items.ids.length));
    this.#isStored = storedUsers(dataset);
  }

  begin(user: number, relevance: Relevance): boolean {
    this.#user = user;
    this.#relevance = relevance;
    const { truth, objectives, items } = this.options.dataset.log;
    const count = items.ids.length;
    objectives.forEach((name, objective) => {
      const row = truth?.[name].subarray(user * count, (user + 1) * count);
      if (row) trueShares(row, relevance.removed, this.#shares![objective]!);
    });
    return objectives.some((_, objective) => this.#counts(objective));
  }

  needs(): boolean {
    return true;
  }

  visit(ordering: number, ranked: Int32Array): void {
    const objectives = this.#tallies.length;
    if (ordering < objectives) {
      this.#tally('own', ordering, ranked);
      return;
    }
    const weighting = ordering - objectives;
    this.#best.forEach((best, objective) => {
      if (best === weighting) this.#tally('best', objective, ranked);
    });
    if (objectives === 3) this.#addPoint(weighting, ranked);
  }

  evaluation(): TestEvaluation {
    const { objectives } = this.options.dataset.log;
    const collect = <T>(ranking: RankingName, of: (tally: UserTally) => T) =>
      Object.fromEntries(objectives.map((name, index) => [name, of(this.#tallies[index]![ranking])]));
    const both = <T>(of: (tally: UserTally) => T) => ({
      own: collect('own', of),
      best: collect('best', of),
    });
    const points = this.#sums.map(({ value, users }, weighting) => {
      return [value[0] / Math.max(1, users[0]), value[1] / Math.max(1, users[1]), weighting] as const;
    });
    return {
      figures: both(({ figures }) => figures),
      slices: both((tally) => tally.slices()),
      ...(objectives.length === 3 && { front: nonDominated(points) }),
    };
  }

  /** Whether the user counts for an objective: it has a positive, or the truth is known. */
  #counts(objective: number): boolean {
    return this.#shares !== undefined || this.#relevance.positives[objective]!.count > 0;
  }

  #tally(ranking: RankingName, objective: number, ranked: Int32Array): void {
    const { k } = this.options;
    const shares = this.#shares?.[objective];
    this.#tallies[objective]![ranking].add({
      ranked,
      relevant: this.#relevance.positives[objective]!,
      k,
      userSlice: this.#slices.users[this.#user]!,
      isStored: this.#isStored[this.#user] === 1,
      ...(shares && { expected: expectedRecall(ranked, shares, k) }),
    });
  }

  #addPoint(weighting: number, ranked: Int32Array): void {
    const { value, users } = this.#sums[weighting]!;
    const { k } = this.options;
    for (const axis of [0, 1] as const) {
      if (!this.#counts(axis + 1)) continue;
      const shares = this.#shares?.[axis + 1];
      const relevant = this.#relevance.positives[axis + 1]!;
      value[axis] += shares ? expectedRecall(ranked, shares, k) : recallAtK(ranked, relevant, k);
      users[axis] += 1;
    }
  }
}

function gridIndex(
  grid: readonly (readonly number[])[],
  objectives: readonly Objective[],
  weights: PerObjective<number> | undefined,
): number {
  return weights ? grid.findIndex((row) => row.every((value, i) => value === weights[objectives[i]!])) : -1;
}

/** Returns [U], 1 for every user whose figures are stored. */
function storedUsers({ log }: Dataset): Uint8Array {
  const users = log.users.ids.length;
  if (users <= MAX_STORED_USERS) return new Uint8Array(users).fill(1);
  const stored = new Uint8Array(users);
  const sample = createRandom(0, 'lab-users').permutation(users).subarray(0, MAX_STORED_USERS);
  for (const user of sample) stored[user] = 1;
  return stored;
}

/** Names the figure that methods are compared on. */
export const figureOf = ({ log }: Dataset): 'X' | 'Recall' => (log.truth ? 'X' : 'Recall');
