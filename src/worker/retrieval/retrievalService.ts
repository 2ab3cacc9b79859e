/** Ranks with the current run: reports over all test users, lists and scores of one user. */
import { transfer } from 'comlink';
import { CodedError } from '../../coded';
import { type Dataset, OBJECTIVES, type PerObjective } from '../../data/schema';
import { isDeviceLoss } from '../../engine/engine';
import { bestFusion } from '../../evaluate/bestFusion';
import { engineRanker } from '../../evaluate/engineRanking';
import { type EvaluateOptions, evaluate } from '../../evaluate/evaluate';
import { fusionMap } from '../../evaluate/fusionMap';
import { cutoff } from '../../evaluate/metrics';
import { outcomesOfWeightings } from '../../evaluate/weightingOutcomes';
import { UNTRAINED_BASELINES } from '../../methods/untrainedBaselines';
import { contributions } from '../../retrieve/explain';
import { fuseFor } from '../../retrieve/fuse';
import type { Scorer } from '../../retrieve/scorer';
import { topK } from '../../retrieve/topK';
import { labelsOf, userHistory } from '../data/datasetView';
import type { EngineSelector } from '../engines/engineSelector';
import type { Emit } from '../events';
import type { EvaluationReport, FusionWeights, RetrievalSession, RetrievedItem } from '../protocol/retrieval';
import type { SessionRun } from '../training/sessionRun';
import { createLatestJob } from './latestJob';

/** Seed of bootstrap intervals and of untrained baselines. */
const SEED = 0;
/** Weights of `retrieve` when none are given. */
const EQUAL_WEIGHTS: FusionWeights = { exposure: 1, click: 1, conversion: 1 };

/** A fusion map that takes longer reports its progress, and as often again. */
const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 250;

export interface RetrievalServiceOptions {
  engines: Pick<EngineSelector, 'current'>;
  data: { readonly dataset: Dataset };
  runs: { readonly current: SessionRun };
  /** Lists and scores are of the stage that is shown; reports are of the current run. */
  shown: { readonly scorer: Scorer };
  emit: Emit;
}

export class RetrievalService implements RetrievalSession {
  readonly #bestWeights = new WeakMap<Scorer, ReturnType<typeof bestFusion>>();
  readonly #outcome = createLatestJob();
  readonly #map = createLatestJob();

  constructor(private readonly options: RetrievalServiceOptions) {}

  async evaluate(...[request]: Parameters<RetrievalSession['evaluate']>): Promise<EvaluationReport> {
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
    const { scorer } = this.options.shown;
    const dataset = this.#dataset;
    const listOf = (weighting: FusionWeights) => dataset.log.objectives.map((name) => weighting[name]);
    return this.#outcome.run(async (signal) => {
      const pass = { scorer, dataset, split: 'test' as const, k: this.#cutoff, signal };
      const weightings = pinned ? [listOf(pinned), listOf(weights)] : [listOf(weights)];
      const outcomes = await outcomesOfWeightings(pass, weightings);
      const { shared, ...outcome } = outcomes.at(-1)!;
      if (!pinned) return outcome;
      const { shared: _, ...before } = outcomes[0]!;
      return { ...outcome, pinned: before, shared };
    });
  }

  async fusionMap(
    ...[request]: Parameters<RetrievalSession['fusionMap']>
  ): ReturnType<RetrievalSession['fusionMap']> {
    const { scorer } = this.options.shown;
    const { trained } = this.options.runs.current;
    return this.#map.run((signal) =>
      fusionMap({
        scorer,
        dataset: this.#dataset,
        k: this.#cutoff,
        signal,
        scores: trained?.vectors.scores ?? 'cumulative',
        onProgress: this.#mapProgress(),
        // A slider that moves does not wait for the map.
        waitFor: () => this.#outcome.ended,
        ...request,
      }),
    );
  }

  /** Stops what is computed over all users. */
  stop(): void {
    this.#outcome.stop();
    this.#map.stop();
  }

  async retrieve(
    ...[userId, { k = this.#cutoff, weights = EQUAL_WEIGHTS } = {}]: Parameters<RetrievalSession['retrieve']>
  ): Promise<RetrievedItem[]> {
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

  async userView(userId: string): ReturnType<RetrievalSession['userView']> {
    const user = this.#userIndex(userId);
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
    const all = userIds.map((userId) => this.#scoresOf(this.#userIndex(userId)));
    return transfer(
      all.map(byObjective<Float32Array>),
      all.flat().map(({ buffer }) => buffer),
    );
  }

  get #dataset(): Dataset {
    return this.options.data.dataset;
  }

  get #cutoff(): number {
    return cutoff(this.#dataset.log.items.ids.length);
  }

  #mapProgress(): (done: number, total: number) => void {
    let next = performance.now() + PROGRESS_AFTER_MS;
    return (done, total) => {
      if (performance.now() < next || done === total) return;
      next = performance.now() + PROGRESS_EVERY_MS;
      this.options.emit({ type: 'fusion-map', done, total });
    };
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
    throw new CodedError('unknown-user', { user: userId });
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

/** Names one value per objective of the log. */
function byObjective<T>(values: readonly T[]): PerObjective<T> {
  return Object.fromEntries(values.map((value, index) => [OBJECTIVES[index]!, value])) as PerObjective<T>;
}
