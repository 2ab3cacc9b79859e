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
  /** Adds `fused`: every objective on the ranking by F with these weights. */
  weights?: PerObjective<number>;
  /** Adds `best`: each objective on the ranking by F with its own weights (see bestFusion). */
  bestWeights?: Partial<PerObjective<PerObjective<number>>>;
  /** Adds `before`: the same users on the ranking of this scorer, which the other one reorders. */
  before?: Scorer;
  /** Of the bootstrap. */
  seed: number;
  /** False leaves the bootstrap out; both ends of an interval are then the mean itself. Default true. */
  intervals?: boolean;
}

/** One ordering and the objectives it is judged on. */
interface Column {
  ordering: Ordering;
  judged: { objective: number; tally: Tally }[];
}

/**
 * Means over the users who have a positive of the objective in the split; X (only on `test` of a log
 * with truth) over all users. An objective without a single such user is absent from the report.
 * Rejects with RangeError for weights that rank nothing, with the signal's reason when aborted.
 */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationReport> {
  const { dataset, split, k } = options;
  const { objectives } = dataset.log;
  const own = objectives.map((_, objective) => column(objective, [objective]));
  const fused = options.weights && column(inOrder(objectives, options.weights), [...objectives.keys()]);
  const best = objectives.flatMap((name, objective) => {
    const weights = options.bestWeights?.[name];
    return weights ? [column(inOrder(objectives, weights), [objective])] : [];
  });
  const columns = [...own, ...(fused ? [fused] : []), ...best];
  await rankedPass(
    options,
    columns.map(({ ordering }) => ordering),
    judgeColumns(options, columns),
  );

  const report: EvaluationReport = { k, split, ...(await metrics(own, options)) };
  if (options.before) report.before = await ownMetrics(options, options.before);
  if (fused) report.fused = await metrics([fused], options);
  if (options.bestWeights) report.best = withWeights(await metrics(best, options), options.bestWeights);
  return report;
}

/** Of another scorer, under the same options. */
async function ownMetrics(
  { dataset, split, k, seed, intervals = true, users, signal }: EvaluateOptions,
  scorer: Scorer,
): Promise<Partial<PerObjective<Metric>>> {
  const shared = { dataset, split, k, seed, intervals, ...(users && { users }), ...(signal && { signal }) };
  const { k: _k, split: _split, ...found } = await evaluate({ ...shared, scorer });
  return found;
}

function column(ordering: Ordering, judged: number[]): Column {
  return { ordering, judged: judged.map((objective) => ({ objective, tally: createTally() })) };
}

function inOrder(objectives: readonly Objective[], weights: PerObjective<number>): number[] {
  const ordered = objectives.map((name) => weights[name]);
  checkWeights(ordered, objectives.length);
  return ordered;
}

/** Holds every ranking of a user against positives and, where the truth is known, true shares. */
function judgeColumns({ dataset, split, k }: EvaluateOptions, columns: readonly Column[]) {
  const { truth, objectives, items } = dataset.log;
  const known = split === 'test' ? truth : undefined;
  const count = items.ids.length;
  const shares = known ? objectives.map(() => new Float64Array(count)) : undefined;
  let relevance: Relevance;
  const needs = (objective: number) => shares !== undefined || relevance.positives[objective]!.count > 0;
  return {
    begin(user: number, ofUser: Relevance): boolean {
      relevance = ofUser;
      objectives.forEach((name, objective) => {
        const row = known?.[name].subarray(user * count, (user + 1) * count);
        if (row && shares) trueShares(row, ofUser.removed, shares[objective]!);
      });
      return objectives.some((_, objective) => needs(objective));
    },
    wants: (index: number) => columns[index]!.judged.some(({ objective }) => needs(objective)),
    visit(index: number, ranked: Int32Array): void {
      for (const { objective, tally } of columns[index]!.judged) {
        const relevant = relevance.positives[objective]!;
        const share = shares?.[objective];
        tally.add(ranked, share ? { relevant, k, shares: share } : { relevant, k });
      }
    },
  };
}

async function metrics(
  columns: readonly Column[],
  { dataset, seed, intervals = true, signal }: EvaluateOptions,
): Promise<Partial<PerObjective<Metric>>> {
  const found: Partial<PerObjective<Metric>> = {};
  const yielder = createYielder(signal);
  for (const { objective, tally } of columns.flatMap(({ judged }) => judged)) {
    const name = dataset.log.objectives[objective]!;
    // The same stream for own and fused rankings, so that their intervals see the same users.
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
