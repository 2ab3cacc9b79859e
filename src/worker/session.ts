/**
 * The worker's side of the wire: commands in, events out. It holds one dataset; trainings and runs are
 * the desk's. A command that fails leaves everything as it was.
 */
import { transfer } from 'comlink';
import { DEFAULTS, withChanges } from '../config';
import { allIssues } from '../data/allIssues';
import { SAMPLES } from '../data/catalogue';
import type { CsvOptions } from '../data/csv';
import { readDataset } from '../data/csvDataset';
import { dataReport } from '../data/dataReport';
import { issuesAsCsv } from '../data/issuesCsv';
import { generateSample } from '../data/sample';
import { type Dataset, OBJECTIVES, type PerObjective } from '../data/schema';
import { splitLog } from '../data/split';
import { summarise } from '../data/summary';
import { surveyCsv } from '../data/survey';
import { isDeviceLoss } from '../engine/engine';
import { bestFusion } from '../evaluate/bestFusion';
import { engineRanker } from '../evaluate/engineRanking';
import { type EvaluateOptions, evaluate } from '../evaluate/evaluate';
import { fusedRecall } from '../evaluate/fusedRecall';
import { cutoff } from '../evaluate/metrics';
import { sweepRequest, sweepRows } from '../lab/sensitivity';
import { FLOORS } from '../methods/floors';
import { defaultMethod, resolveConfig } from '../methods/presets';
import { isTrained } from '../methods/trained';
import { contributions } from '../retrieve/explain';
import { fuseFor } from '../retrieve/fuse';
import type { Scorer } from '../retrieve/scorer';
import { topK } from '../retrieve/topK';
import { datasetView, interactionsOf, labelsOf, userHistory } from './datasetView';
import { EngineSupply } from './engineSupply';
import { KeepingDesk } from './keeping/keepingDesk';
import { LabDesk } from './labDesk';
import { openLabStore } from './labStore';
import { maskPictures, maskReport } from './maskViews';
import { readLink, writeLink } from './permalink';
import type {
  CsvReport,
  DatasetReference,
  EvaluationReport,
  EvaluationRequest,
  FusionWeights,
  SampleOptions,
  Session,
  SessionEvent,
  Setup,
  TrainOptions,
} from './protocol';
import type { Run } from './run';
import { packRun } from './runFile/pack';
import { unpackRun } from './runFile/unpack';
import { TrainingDesk } from './trainingDesk';

/** Seed of the split of a person's own log, and of bootstrap intervals everywhere. */
const FIXED_SEED = 0;
/** What `retrieve` ranks by when no weights are given: every objective counts the same. */
const EQUAL_WEIGHTS: FusionWeights = { exposure: 1, click: 1, conversion: 1 };

type FileHooks = Required<Pick<CsvOptions, 'signal' | 'onProgress'>>;

/** Where a log came from. */
interface Origin {
  sample?: string;
  options?: SampleOptions;
  csv?: CsvReport;
}

export function createSession(forcedEngine?: string): Session {
  const listeners: ((event: SessionEvent) => void)[] = [];
  const emit = (event: SessionEvent) => {
    for (const listener of listeners) listener(event);
    if (event.type === 'status') lab.reconsider();
  };
  const supply = new EngineSupply(forcedEngine, (choice) => emit({ type: 'engine', choice }));
  let loaded: Dataset | undefined;
  /** How to come by the loaded log again. */
  let reference: DatasetReference | undefined;
  const keeping = new KeepingDesk(emit);
  const desk = new TrainingDesk(supply, emit, {
    begin: (training, id) => keeping.begin({ ...training, dataset: reference! }, id),
    keepRun: (run) => keeping.keepRun(run, reference!, dataset()),
  });
  const lab = new LabDesk({
    engines: supply,
    openStore: openLabStore,
    loaded: () => loaded,
    isTraining: () => desk.isTraining,
    emit,
  });
  let newestRecall: AbortController | undefined;
  const bestWeights = new WeakMap<Scorer, ReturnType<typeof bestFusion>>();

  const dataset = (): Dataset => {
    if (loaded) return loaded;
    throw new Error('No log is loaded yet. Load a sample or open a CSV file first.');
  };

  async function open(next: Dataset, origin: Origin, signal?: AbortSignal) {
    signal?.throwIfAborted();
    await desk.leaveDataset();
    newestRecall?.abort();
    loaded = next;
    const { name, fingerprint } = next.log;
    const { options = {}, ...shown } = origin;
    const { sample } = shown;
    reference = { name, fingerprint, ...(sample && { sample: { name: sample, options } }) };
    emit({ type: 'dataset', dataset: datasetView(next, shown) });
    return summarise(next.log);
  }

  /** What reads a file is told where it is and heard when it is cancelled. */
  const readings = new Set<AbortController>();

  const stopReading = () => {
    for (const reading of readings) reading.abort();
  };

  /**
   * The newest reading ends those before it: never do two race for what is loaded. The page's bar goes away
   * by an event of its own: a rejection may overtake the last progress.
   */
  async function loading<T>(load: (onFile: FileHooks) => Promise<T>): Promise<T> {
    stopReading();
    const mine = new AbortController();
    readings.add(mine);
    try {
      return await load({
        signal: mine.signal,
        onProgress: (done, total) => {
          if (!mine.signal.aborted) emit({ type: 'loading', what: 'csv', done, total });
        },
      });
    } finally {
      readings.delete(mine);
      if (readings.size === 0) emit({ type: 'loading-ended' });
    }
  }

  async function openSample(name: string, options: SampleOptions) {
    const sample = SAMPLES.find((entry) => entry.name === name);
    if (!sample) throw new Error(`There is no sample “${name}”.`);
    return loading(async ({ signal }) => {
      emit({ type: 'loading', what: 'sample', done: 0, total: 1 });
      const log = await generateSample(sample.name, options);
      const split = splitLog(log, { seed: options.seed ?? FIXED_SEED });
      return open(split, { sample: sample.name, options }, signal);
    });
  }

  async function openKept(wanted: Pick<DatasetReference, 'name' | 'fingerprint'>) {
    return loading(async ({ signal }) => {
      const { log, csv, splitMethod } = await keeping.log(wanted);
      return open(splitLog(log, { seed: FIXED_SEED, method: splitMethod }), { ...(csv && { csv }) }, signal);
    });
  }

  /** Loads the log that a kept run or training is of, unless it is there already. */
  async function openReferenced(wanted: DatasetReference): Promise<void> {
    if (loaded?.log.fingerprint === wanted.fingerprint) return;
    const { sample } = wanted;
    const { fingerprint } = sample ? await openSample(sample.name, sample.options) : await openKept(wanted);
    if (fingerprint !== wanted.fingerprint) {
      throw new Error(`The sample “${wanted.name}” is generated otherwise by this version of the page.`);
    }
  }

  const setupOf = ({ method = defaultMethod(dataset()), config = {} }: TrainOptions): Setup => ({
    method,
    config: isTrained(method) ? resolveConfig(method, dataset(), config) : withChanges(DEFAULTS, config),
    dataset: reference!,
  });

  const userIndex = (userId: string): number => {
    const user = dataset().log.users.ids.indexOf(userId);
    if (user >= 0) return user;
    throw new Error(`There is no user “${userId}” in this log.`);
  };

  const scoresOf = (run: Run, user: number): Float32Array[] => {
    const scores = dataset().log.objectives.map(() => new Float32Array(dataset().log.items.ids.length));
    run.scorer.score(user, scores);
    return scores;
  };

  /** Ranked by the engine where it ranks; a device lost meanwhile costs time only. */
  async function reportOn(run: Run, options: Omit<EvaluateOptions, 'scorer'>): Promise<EvaluationReport> {
    const { engine } = await supply.current();
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

  async function evaluationOf(
    run: Run,
    { k = defaultCutoff(), weights, split = 'test' }: EvaluationRequest = {},
  ): Promise<EvaluationReport> {
    return reportOn(run, {
      dataset: dataset(),
      split,
      k,
      seed: FIXED_SEED,
      bestWeights: await bestOf(run.scorer),
      ...(run.scorer.retriever && { before: run.scorer.retriever }),
      ...(weights && { weights }),
    });
  }

  /** With ids and metrics where the run's log is the one that is loaded. */
  async function packed(run: Run): Promise<Blob> {
    if (run.dataset.fingerprint !== loaded?.log.fingerprint) return packRun(run);
    return packRun(run, { dataset: loaded, report: await evaluationOf(run) });
  }

  const fusedFor = (user: number, weights: FusionWeights, scores: readonly Float32Array[]): Float32Array => {
    const { objectives, items } = dataset().log;
    const alphas = objectives.map((objective) => weights[objective]);
    const out = new Float32Array(items.ids.length);
    return fuseFor(desk.current.scorer, { user, weights: alphas, scores }, out);
  };

  const defaultCutoff = () => cutoff(dataset().log.items.ids.length);

  /** The weighting that is best on validation for each objective, found once for a run. */
  const bestOf = (scorer: Scorer) => {
    const known = bestWeights.get(scorer) ?? bestFusion({ scorer, dataset: dataset(), k: defaultCutoff() });
    bestWeights.set(scorer, known);
    return known;
  };

  return {
    async subscribe(listener) {
      listeners.push(listener);
    },
    engine: async () => (await supply.current()).choice,

    loadSample: (name = SAMPLES[0]!.name, options = {}) => openSample(name, options),
    loadCsv: (source, mapping) =>
      loading(async (onFile) => {
        const { dataset: next, report } = await readDataset({ source, mapping, seed: FIXED_SEED, ...onFile });
        const summary = await open(next, { csv: report }, onFile.signal);
        await keeping.keepLog(next, report);
        return summary;
      }),
    surveyCsv: (source, mapping) => loading((onFile) => surveyCsv({ source, mapping, ...onFile })),
    issuesCsv: (source, mapping) =>
      loading(async (onFile) => {
        const issues = await allIssues({ source, mapping, ...onFile });
        return new Blob([issuesAsCsv(issues)], { type: 'text/csv' });
      }),
    cancelLoading: async () => stopReading(),
    dataReport: async () => dataReport(dataset()),
    interactions: async (split) => interactionsOf(dataset(), split),
    users: async () => dataset().log.users.ids,
    items: async () => dataset().log.items.ids,

    resolveConfig: async (options) => setupOf(options).config,
    writeLink: async (options) => writeLink(setupOf(options)),
    readLink: async (link) => readLink(link),
    async prepare(options) {
      await desk.prepare(dataset(), options);
    },
    async train(options) {
      const { finished } = await desk.prepare(dataset(), options);
      await lab.giveWay();
      desk.play('end');
      return (await finished).summary;
    },
    async play() {
      await lab.giveWay();
      desk.play('end');
    },
    pause: async () => desk.pause(),
    async step(size) {
      await lab.giveWay();
      desk.play(size);
    },
    cancel: () => desk.cancel(),

    evaluate: (options) => evaluationOf(desk.current, options),
    async evaluateFloor(method) {
      const scorer = FLOORS[method](dataset(), FIXED_SEED);
      return evaluate({ scorer, dataset: dataset(), split: 'test', k: defaultCutoff(), seed: FIXED_SEED });
    },
    async fusedRecall(weights) {
      newestRecall?.abort();
      const mine = new AbortController();
      newestRecall = mine;
      const { scorer } = desk.current;
      try {
        return await fusedRecall(
          { scorer, dataset: dataset(), split: 'test', k: defaultCutoff(), signal: mine.signal },
          weights,
        );
      } catch (error) {
        if (mine.signal.aborted) return null;
        throw error;
      }
    },
    async retrieve(userId, { k = defaultCutoff(), weights = EQUAL_WEIGHTS } = {}) {
      const user = userIndex(userId);
      const { objectives, items } = dataset().log;
      const scores = scoresOf(desk.current, user);
      const alphas = objectives.map((objective) => weights[objective]);
      const { removed, test } = userHistory(dataset(), user);
      const fused = fusedFor(user, weights, scores);
      const depths = new Map(test.map(({ item, depth }) => [item, depth]));
      return Array.from(topK(fused, k, removed), (item, place) => {
        const parts = contributions(scores, alphas, item);
        const title = items.titles?.[item];
        const depth = depths.get(item);
        return {
          itemId: items.ids[item]!,
          ...(title !== undefined && { title }),
          rank: place + 1,
          score: fused[item]!,
          contributions: byObjective(parts),
          labels: depth === undefined ? [] : labelsOf(depth),
        };
      });
    },
    async userView(userId) {
      const user = userIndex(userId);
      const scores = scoresOf(desk.current, user);
      const view = { scores, ...userHistory(dataset(), user) };
      return transfer(view, [...scores.map(({ buffer }) => buffer), view.removed.buffer]);
    },
    async fusedScores(userId, weightings) {
      const user = userIndex(userId);
      const scores = scoresOf(desk.current, user);
      const fused = weightings.map((weights) => fusedFor(user, weights, scores));
      return transfer(
        fused,
        fused.map(({ buffer }) => buffer),
      );
    },
    async scores(userIds) {
      const all = userIds.map((userId) => scoresOf(desk.current, userIndex(userId)));
      const named = all.map(byObjective<Float32Array>);
      return transfer(
        named,
        all.flat().map(({ buffer }) => buffer),
      );
    },
    masks: async () => maskReport(desk.shownModel),
    maskPictures: async () => maskPictures(desk.shownModel),

    runs: async () => desk.summaries(),
    async selectRun(id) {
      const run = desk.find(id);
      if (run.dataset.fingerprint !== dataset().log.fingerprint) {
        throw new Error(`Run “${id}” was trained on “${run.dataset.name}”. Load that log to look at it.`);
      }
      desk.select(run);
    },
    exportRun: async (id) => packed(id === undefined ? desk.current : desk.find(id)),
    importRun: async (file) => (await desk.adoptAndKeep(await unpackRun(file, dataset()))).summary,

    kept: () => keeping.lists(),
    async continueTraining(id, changes = {}) {
      const kept = await keeping.training(id);
      await openReferenced(kept.dataset);
      const { finished } = await desk.continue(dataset(), { kept, changes });
      await lab.giveWay();
      desk.play('end');
      return (await finished).summary;
    },
    discardTraining: (id) => keeping.discard(id),
    async openKeptRun(id) {
      const { run, file } = await keeping.run(id);
      await openReferenced(run.dataset);
      const known = desk.findKept(id);
      const shown = known
        ? desk.select(known)
        : desk.adopt({ ...(await unpackRun(file, dataset())), keptId: id });
      return shown.summary;
    },
    renameKeptRun: (id, name) => keeping.rename(id, name),
    deleteKeptRun: (id) => keeping.deleteRun(id),
    openKeptLog: (fingerprint) => openKept({ fingerprint, name: 'log' }),
    deleteKeptLog: (fingerprint) => keeping.deleteLog(fingerprint),
    async forgetEverything() {
      stopReading();
      newestRecall?.abort();
      await desk.forget();
      await lab.forget();
      await keeping.forget();
      loaded = undefined;
      reference = undefined;
      emit({ type: 'forgotten' });
      await openSample(SAMPLES[0]!.name, {});
    },

    startLab: (request) => lab.start(request),
    pauseLab: () => lab.pause(),
    resumeLab: () => lab.resume(),
    cancelLab: () => lab.cancel(),
    labState: () => lab.state(),
    labTables: () => lab.tables(),
    labExport: (format) => lab.exported(format),
    startSweep: (sweep, base) => lab.start(sweepRequest(sweep, base)),
    sweepRows: async (sweep) => sweepRows(sweep, await lab.tables()),
  };
}

/** One value for each objective of the log, by name. */
function byObjective<T>(values: readonly T[]): PerObjective<T> {
  return Object.fromEntries(values.map((value, index) => [OBJECTIVES[index]!, value])) as PerObjective<T>;
}
