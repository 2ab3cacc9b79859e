/** The evaluation a person reads: Recall@K, NDCG@K and, on samples, X, for every objective. */
import type { Objective, PerObjective } from '../data/schema';
import { checkWeights } from '../retrieve/fuse';
import type { Scorer } from '../retrieve/scorer';
import { createYielder } from '../yielding';
import { trueShares } from './expected';
import { type Ordering, type PassOptions, rankedPass } from './rankedPass';
import type { Relevance } from './relevance';
import type { EvaluationReport, Metric } from './report';
import { createTally, type Tally } from './tally';

export interface EvaluateOptions extends PassOptions {
  /** Adds `fused`: every objective evaluated on the ranking by F with these weights. */
  weights?: PerObjective<number> | undefined;
  /** Adds `best`: each objective evaluated on the ranking by F with weights of its own (see bestFusion). */
  bestWeights?: Partial<PerObjective<PerObjective<number>>>;
  /** Adds `before`: the same users evaluated on the ranking of this retriever, which `scorer` reorders. */
  before?: Scorer;
  /** Seed of the bootstrap. */
  seed: number;
  /** False leaves the bootstrap out; both ends of an interval are then the mean itself. Default true. */
  intervals?: boolean;
}

/** One ordering and the objectives that are evaluated on it. */
interface Column {
  ordering: Ordering;
  tallies: { objective: number; tally: Tally }[];
}

/**
 * Averages over the users who have a positive of the objective in the split; X (only on `test` of a log
 * with truth) over all users. An objective without a single such user is absent from the report.
 * Rejects with RangeError for weights that rank nothing, with the signal's reason when aborted.
 */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationReport> {
  const { dataset, split, k } = options;
  const { objectives } = dataset.log;
  const byScore = objectives.map((_, objective) => createColumn(objective, [objective]));
  const fused = options.weights && createColumn(inOrder(objectives, options.weights), [...objectives.keys()]);
  const best = objectives.flatMap((name, objective) => {
    const weights = options.bestWeights?.[name];
    return weights ? [createColumn(inOrder(objectives, weights), [objective])] : [];
  });
  const columns = [...byScore, ...(fused ? [fused] : []), ...best];
  await rankedPass(
    options,
    columns.map(({ ordering }) => ordering),
    columnVisitor(options, columns),
  );

  const report: EvaluationReport = { k, split, ...(await metricsOf(byScore, options)) };
  if (options.before) report.before = await scoreMetrics(options, options.before);
  if (fused) report.fused = await metricsOf([fused], options);
  if (options.bestWeights) report.best = withWeights(await metricsOf(best, options), options.bestWeights);
  return report;
}

/** Evaluates another scorer under the same options, without fusion. */
async function scoreMetrics(
  { dataset, split, k, seed, intervals = true, users, signal }: EvaluateOptions,
  scorer: Scorer,
): Promise<Partial<PerObjective<Metric>>> {
  const options = { scorer, dataset, split, k, seed, intervals, users, signal };
  const { k: _k, split: _split, ...found } = await evaluate(options);
  return found;
}

function createColumn(ordering: Ordering, objectives: number[]): Column {
  return { ordering, tallies: objectives.map((objective) => ({ objective, tally: createTally() })) };
}

function inOrder(objectives: readonly Objective[], weights: PerObjective<number>): number[] {
  const ordered = objectives.map((name) => weights[name]);
  checkWeights(ordered, objectives.length);
  return ordered;
}

/** Compares every ranking of a user with the positives and, where the truth is known, the true shares. */
function columnVisitor({ dataset, split, k }: EvaluateOptions, columns: readonly Column[]) {
  const { truth, objectives, items } = dataset.log;
  const known = split === 'test' ? truth : undefined;
  const count = items.ids.length;
  const shares = known ? objectives.map(() => new Float64Array(count)) : undefined;
  let relevance: Relevance;
  const isNeeded = (objective: number) => shares !== undefined || relevance.positives[objective]!.count > 0;
  return {
    begin(user: number, userRelevance: Relevance): boolean {
      relevance = userRelevance;
      objectives.forEach((name, objective) => {
        const row = known?.[name].subarray(user * count, (user + 1) * count);
        if (row && shares) trueShares(row, userRelevance.removed, shares[objective]!);
      });
      return objectives.some((_, objective) => isNeeded(objective));
    },
    needs: (index: number) => columns[index]!.tallies.some(({ objective }) => isNeeded(objective)),
    visit(index: number, ranked: Int32Array): void {
      for (const { objective, tally } of columns[index]!.tallies) {
        const relevant = relevance.positives[objective]!;
        tally.add(ranked, { relevant, k, shares: shares?.[objective] });
      }
    },
  };
}

async function metricsOf(
  columns: readonly Column[],
  { dataset, seed, intervals = true, signal }: EvaluateOptions,
): Promise<Partial<PerObjective<Metric>>> {
  const found: Partial<PerObjective<Metric>> = {};
  const yielder = createYielder(signal);
  for (const { objective, tally } of columns.flatMap(({ tallies }) => tallies)) {
    const name = dataset.log.objectives[objective]!;
    // The same stream for all rankings of an objective, so that their intervals see the same users.
    const metric = tally.metric(intervals ? { seed, stream: `bootstrap/${name}` } : undefined);
    if (metric) found[name] = metric;
    if (yielder.due()) await yielder.yield();
  }
  return found;
}

function withWeights(
  found: Partial<PerObjective<Metric>>,
  weights: Partial<PerObjective<PerObjective<number>>>,
): NonNullable<EvaluationReport['best']> {
  const best: NonNullable<EvaluationReport['best']> = {};
  for (const [name, metric] of Object.entries(found) as [Objective, Metric][]) {
    const chosen = weights[name];
    if (chosen) best[name] = { ...metric, weights: chosen };
  }
  return best;
}
