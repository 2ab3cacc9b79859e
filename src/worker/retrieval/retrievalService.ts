/** Ranks with the current run: reports over all test users, lists and scores of one user. */
import { transfer } from 'comlink';
import { CodedError } from '../../coded';
import { type Dataset, OBJECTIVES, type PerObjective } from '../../data/schema';
import { isDeviceLoss } from '../../engine/engine';
import { bestFusion } from '../../evaluate/bestFusion';
import { engineRanker } from '../../evaluate/engineRanking';
import { type EvaluateOptions, evaluate } from '../../evaluate/evaluate';
import { cutoff } from '../../evaluate/metrics';
import { usersBySteering } from '../../evaluate/steeringUsers';
import { UNTRAINED_BASELINES } from '../../methods/untrainedBaselines';
import type { Vectors } from '../../model/vectors';
import { contributions } from '../../retrieve/explain';
import { fuseFor } from '../../retrieve/fuse';
import type { Scorer } from '../../retrieve/scorer';
import { topK } from '../../retrieve/topK';
import { searchUsers } from '../../retrieve/userSearch';
import { labelsOf, userHistory } from '../data/datasetView';
import type { EngineSelector } from '../engines/engineSelector';
import type { Emit } from '../events';
import type {
  EvaluationReport,
  FoundUser,
  FusionWeights,
  InventedUser,
  ItemMapView,
  RetrievalSession,
  RetrievedItem,
  UserView,
} from '../protocol/retrieval';
import { checkCutoff, checkedSplit, checkFusionWeights } from '../requestChecks';
import type { SessionRun } from '../training/sessionRun';
import { FusedOutcomes } from './fusedOutcomes';
import { inventedUserView } from './inventedUser';
import { ItemMaps, type ProjectItems } from './itemMaps';
import { createLiveScorer } from './liveScores';

/** Seed of bootstrap intervals and of untrained baselines. */
const SEED = 0;
/** Weights of `retrieve` when none are given. */
const EQUAL_WEIGHTS: FusionWeights = { exposure: 1, click: 1, conversion: 1 };

/** Users on whom steering shows that are offered. */
const STEERING_USERS = 50;

export interface RetrievalServiceOptions {
  engines: Pick<EngineSelector, 'current'>;
  data: { readonly dataset: Dataset };
  runs: { readonly current: SessionRun };
  /** Lists and scores are of the stage that is shown; reports are of the current run. */
  shown: { readonly scorer: Scorer };
  /** Makes the maps of the items. */
  projectItems: ProjectItems;
  emit: Emit;
}

export class RetrievalService implements RetrievalSession {
  readonly #bestWeights = new WeakMap<Scorer, ReturnType<typeof bestFusion>>();
  readonly #liveScores = createLiveScorer();
  /** The user whose scores are sent while a model trains. */
  #watched: string | undefined;
  readonly #outcomes = new FusedOutcomes((event) => this.options.emit(event));
  readonly #itemMaps: ItemMaps;

  constructor(private readonly options: RetrievalServiceOptions) {
    this.#itemMaps = new ItemMaps(options.emit, options.projectItems);
  }

  async evaluate(...[given]: Parameters<RetrievalSession['evaluate']>): Promise<EvaluationReport> {
    const request = given ?? {};
    const { k, weights, split } = request;
    if (k !== undefined) checkCutoff(k, this.#dataset);
    if (weights !== undefined) checkFusionWeights(weights, this.#dataset);
    if (split !== undefined) checkedSplit(split, ['validation', 'test']);
    return this.evaluationOf(this.options.runs.current, request);
  }

  async evaluationOf(
    run: SessionRun,
    { k = this.#cutoff, weights, split = 'test' }: Parameters<RetrievalSession['evaluate']>[0] = {},
  ): Promise<EvaluationReport> {
    const { retriever } = run.scorer;
    return this.#reportOn(run, {
      dataset: this.#dataset,
      split,
      k,
      seed: SEED,
      bestWeights: await this.#bestOf(run.scorer),
      ...(retriever && { before: retriever }),
      ...(weights && { weights }),
    });
  }

  async evaluateUntrainedBaseline(
    ...[method]: Parameters<RetrievalSession['evaluateUntrainedBaseline']>
  ): Promise<EvaluationReport> {
    const dataset = this.#dataset;
    const scorer = UNTRAINED_BASELINES[method](dataset, SEED);
    return evaluate({ scorer, dataset, split: 'test', k: this.#cutoff, seed: SEED });
  }

  async fusedOutcome(
    ...[weights, pinned]: Parameters<RetrievalSession['fusedOutcome']>
  ): ReturnType<RetrievalSession['fusedOutcome']> {
    return this.#outcomes.compare(this.#ranked, { weights, pinned });
  }

  async weightingGrid(
    ...[request]: Parameters<RetrievalSession['weightingGrid']>
  ): ReturnType<RetrievalSession['weightingGrid']> {
    const { trained } = this.options.runs.current;
    return this.#outcomes.grid(this.#ranked, { ...request, scores: trained?.vectors.scores ?? 'cumulative' });
  }

  async itemMap(): Promise<ItemMapView | null> {
    const { summary, trained } = this.options.runs.current;
    if (!trained || trained.vectors.width === 0) {
      throw new CodedError('no-item-vectors', { method: summary.method });
    }
    const counts = trainingCounts(this.#dataset);
    const map = await this.#itemMaps.of(trained.vectors);
    return map && { ...map, counts };
  }

  async cancelItemMap(): Promise<void> {
    this.#itemMaps.stop();
  }

  /** Stops what is computed over all users or all items. */
  stop(): void {
    this.#itemMaps.stop();
    this.#outcomes.stop();
  }

  async retrieve(...[userId, given]: Parameters<RetrievalSession['retrieve']>): Promise<RetrievedItem[]> {
    const { k = this.#cutoff, weights = EQUAL_WEIGHTS } = given ?? {};
    checkCutoff(k, this.#dataset);
    checkFusionWeights(weights, this.#dataset);
    const user = this.#userIndex(userId);
    const { objectives, items } = this.#dataset.log;
    const scores = this.#scoresOf(user);
    const alphas = objectives.map((objective) => weights[objective]);
    const { removed, test } = userHistory(this.#dataset, user);
    const fused = this.#fusedFor(user, weights, scores);
    const depths = new Map(test.map(({ item, depth }) => [item, depth]));
    return Array.from(topK(fused, k, removed), (item, index) => {
      const title = items.titles?.[item];
      const depth = depths.get(item);
      return {
        itemId: items.ids[item]!,
        ...(title !== undefined && { title }),
        rank: index + 1,
        score: fused[item]!,
        contributions: byObjective(contributions(scores, alphas, item)),
        labels: depth === undefined ? [] : labelsOf(depth),
      };
    });
  }

  async steeringUsers(weightings: FusionWeights[], k: number): Promise<string[]> {
    const { users, objectives } = this.#dataset.log;
    const ordered = await usersBySteering(
      { ...this.#ranked, k },
      weightings.map((weights) => objectives.map((name) => weights[name])),
    );
    return Array.from(ordered.subarray(0, STEERING_USERS), (user) => users.ids[user]!);
  }

  async searchUsers(...[query, limit]: Parameters<RetrievalSession['searchUsers']>): Promise<FoundUser[]> {
    const { ids } = this.#dataset.log.users;
    return searchUsers(this.#dataset, query, limit).map(({ user, reason }) => ({
      userId: ids[user]!,
      reason,
    }));
  }

  async inventUser(user: InventedUser): Promise<UserView> {
    const view = inventedUserView(this.options.runs.current, this.#dataset, user);
    return transfer(view, [...view.scores.map(({ buffer }) => buffer), view.removed.buffer]);
  }

  async watchUser(userId: string): Promise<void> {
    this.#watched = userId;
  }

  /** Emits the watched user's scores by the model in training. */
  showVectors(vectors: Vectors): void {
    const { ids } = this.#dataset.log.users;
    const user = this.#watched === undefined ? -1 : ids.indexOf(this.#watched);
    const live = user < 0 ? null : this.#liveScores(this.#dataset, user, vectors);
    if (live) this.options.emit({ type: 'live-scores', userId: ids[user]!, ...live });
  }

  async userView(userId: string): ReturnType<RetrievalSession['userView']> {
    const user = this.#userIndex(userId);
    this.#watched = userId;
    const scores = this.#scoresOf(user);
    const view = { scores, ...userHistory(this.#dataset, user) };
    return transfer(view, [...scores.map(({ buffer }) => buffer), view.removed.buffer]);
  }

  async fusedScores(userId: string, weightings: FusionWeights[]): Promise<Float32Array[]> {
    const user = this.#userIndex(userId);
    const scores = this.#scoresOf(user);
    const fused = weightings.map((weights) => this.#fusedFor(user, weights, scores));
    return transfer(
      fused,
      fused.map(({ buffer }) => buffer),
    );
  }

  async scores(userIds: string[]): Promise<PerObjective<Float32Array>[]> {
    if (!Array.isArray(userIds)) throw new CodedError('users-not-listed', { given: String(userIds) });
    const all = userIds.map((userId) => this.#scoresOf(this.#userIndex(userId)));
    return transfer(
      all.map(byObjective<Float32Array>),
      all.flat().map(({ buffer }) => buffer),
    );
  }

  get #dataset(): Dataset {
    return this.options.data.dataset;
  }

  /** What is ranked for all users. */
  get #ranked() {
    return { scorer: this.options.shown.scorer, dataset: this.#dataset, k: this.#cutoff };
  }

  get #cutoff(): number {
    return cutoff(this.#dataset.log.items.ids.length);
  }

  /** Evaluates a run, ranked by the engine where that can; when its device is lost, ranked without it. */
  async #reportOn(run: SessionRun, options: Omit<EvaluateOptions, 'scorer'>): Promise<EvaluationReport> {
    const { engine } = await this.options.engines.current();
    const vectors = run.scorer.fuse ? undefined : run.trained?.vectors;
    const ranker = vectors && engineRanker({ engine, vectors, ...options });
    const plain = { ...options, scorer: run.scorer };
    try {
      return await evaluate({ ...plain, ranker });
    } catch (error) {
      if (!ranker || !isDeviceLoss(error)) throw error;
      return evaluate(plain);
    }
  }

  /** Finds the best weights on validation for each objective, once per run. */
  #bestOf(scorer: Scorer): ReturnType<typeof bestFusion> {
    const known =
      this.#bestWeights.get(scorer) ?? bestFusion({ scorer, dataset: this.#dataset, k: this.#cutoff });
    this.#bestWeights.set(scorer, known);
    return known;
  }

  #userIndex(userId: string): number {
    const user = this.#dataset.log.users.ids.indexOf(userId);
    if (user >= 0) return user;
    throw new CodedError('unknown-user', { user: String(userId) });
  }

  /** Returns the shown stage's scores of the user: [items] for every objective. */
  #scoresOf(user: number): Float32Array[] {
    const { objectives, items } = this.#dataset.log;
    const scores = objectives.map(() => new Float32Array(items.ids.length));
    this.options.shown.scorer.score(user, scores);
    return scores;
  }

  #fusedFor(user: number, weights: FusionWeights, scores: readonly Float32Array[]): Float32Array {
    const { objectives, items } = this.#dataset.log;
    const alphas = objectives.map((objective) => weights[objective]);
    const out = new Float32Array(items.ids.length);
    return fuseFor(this.options.shown.scorer, { user, weights: alphas, scores }, out);
  }
}

/** Returns the training positives of every item [N], for each objective of the log. */
function trainingCounts({ log, positives }: Dataset): Int32Array[] {
  return log.objectives.map((name) => {
    const count = new Int32Array(log.items.ids.length);
    for (const item of positives[name]?.items ?? []) count[item]! += 1;
    return count;
  });
}

/** Names one value per objective of the log. */
function byObjective<T>(values: readonly T[]): PerObjective<T> {
  return Object.fromEntries(values.map((value, index) => [OBJECTIVES[index]!, value])) as PerObjective<T>;
}
