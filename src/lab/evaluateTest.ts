/** One pass over the test split that gathers what the lab keeps of it beyond the means of `evaluate`. */
import type { Dataset, Objective, PerObjective } from '../data/schema';
import { simplexGrid } from '../evaluate/bestFusion';
import { expectedRecall, trueShares } from '../evaluate/expected';
import { recallAtK } from '../evaluate/metrics';
import { type PassOptions, rankedPass, type Visitor } from '../evaluate/rankedPass';
import type { Relevance } from '../evaluate/relevance';
import { createRandom } from '../random';
import type { PerRanking, RankingName, Slice } from './catalogue';
import { nonDominated } from './pareto';
import { sliceOfItems, sliceOfUsers } from './slices';
import { createUserTally, type SliceRecall, type UserTally } from './userTally';

/** (click, conversion) of a weighting, X on samples, else Recall@K; which one: its place in `simplexGrid`. */
export type FrontPoint = readonly [click: number, conversion: number, weighting?: number];

export interface TestEvaluation {
  /** X on samples, else Recall@K, of every user who has one; the same users for every method. */
  figures: PerRanking<Partial<PerObjective<number[]>>>;
  slices: PerRanking<Partial<PerObjective<Partial<Record<Slice, SliceRecall>>>>>;
  /** Weightings that no other beats on both click and conversion; absent in a log without conversions. */
  front?: FrontPoint[];
}

export interface TestEvaluationOptions extends Omit<PassOptions, 'split' | 'users' | 'ranked'> {
  /** Weights of each objective's best fusion, of the grid of `simplexGrid`. */
  best: Partial<PerObjective<PerObjective<number>>>;
}

/** More users than this are not kept one by one; a sample of as many is, the same for every method. */
const MOST_KEPT = 5000;

/** Rejects as `rankedPass` does. */
export async function evaluateTest(options: TestEvaluationOptions): Promise<TestEvaluation> {
  const { dataset } = options;
  const { objectives } = dataset.log;
  const grid = simplexGrid(objectives.length);
  const judge = new TestEvaluator(options, grid);
  await rankedPass({ ...options, split: 'test' }, [...objectives.keys(), ...grid], judge);
  return judge.judgement();
}

class TestEvaluator implements Visitor {
  readonly #tallies: PerRanking<UserTally>[];
  /** Per objective the index of its best fusion in the grid; −1 without one. */
  readonly #best: number[];
  readonly #sums: { value: [number, number]; users: [number, number] }[];
  readonly #shares: Float64Array[] | undefined;
  readonly #slices: { items: Uint8Array; users: Uint8Array };
  readonly #kept: Uint8Array;
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
    this.#best = objectives.map((name) => placeInGrid(grid, objectives, best[name]));
    this.#sums = grid.map(() => ({ value: [0, 0], users: [0, 0] }));
    this.#shares = truth && objectives.map(() => new Float64Array(items.ids.length));
    this.#kept = keptUsers(dataset);
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
    this.#best.forEach((place, objective) => {
      if (place === weighting) this.#tally('best', objective, ranked);
    });
    if (objectives === 3) this.#addPoint(weighting, ranked);
  }

  judgement(): TestEvaluation {
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

  /** Whether the user says anything about an objective. */
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
      isKept: this.#kept[this.#user] === 1,
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

function placeInGrid(
  grid: readonly (readonly number[])[],
  objectives: readonly Objective[],
  weights: PerObjective<number> | undefined,
): number {
  return weights ? grid.findIndex((row) => row.every((value, i) => value === weights[objectives[i]!])) : -1;
}

/** [U] 1: kept one by one. */
function keptUsers({ log }: Dataset): Uint8Array {
  const users = log.users.ids.length;
  if (users <= MOST_KEPT) return new Uint8Array(users).fill(1);
  const kept = new Uint8Array(users);
  for (const user of createRandom(0, 'lab-users').permutation(users).subarray(0, MOST_KEPT)) kept[user] = 1;
  return kept;
}

/** The figure that methods are compared on. */
export const figureOf = ({ log }: Dataset): 'X' | 'Recall' => (log.truth ? 'X' : 'Recall');
