/**
 * The worker's side of the wire: commands in, events out, each handed to the desk that it is for. A command
 * that fails leaves everything as it was.
 */
import { DEFAULTS, withChanges } from '../config';
import { dataReport } from '../data/report/dataReport';
import { SAMPLES } from '../data/sample/catalogue';
import { sweepRequest, sweepRows } from '../lab/sensitivity';
import { defaultMethod, resolveConfig } from '../methods/presets';
import { isTrained } from '../methods/trained';
import { DataService } from './data/dataService';
import { interactionsOf } from './data/datasetView';
import { EngineSelector } from './engines/engineSelector';
import { LabService } from './lab/labService';
import { openLabStore } from './lab/labStore';
import type { Session, SessionEvent } from './protocol/session';
import type { Setup } from './protocol/storage';
import type { TrainOptions } from './protocol/training';
import { RetrievalService } from './retrieval/retrievalService';
import { packRun } from './runFile/pack';
import { readLink, writeLink } from './runFile/permalink';
import { unpackRun } from './runFile/unpack';
import { StorageService } from './storage/storageService';
import { maskPictures, maskReport } from './training/maskViews';
import type { SessionRun } from './training/sessionRun';
import { TrainingService } from './training/trainingService';

export function createSession(forcedEngine?: string): Session {
  const listeners: ((event: SessionEvent) => void)[] = [];
  const emit = (event: SessionEvent) => {
    for (const listener of listeners) listener(event);
    if (event.type === 'status') lab.reconsider();
  };
  const engines = new EngineSelector(forcedEngine, (choice) => emit({ type: 'engine', choice }));
  const keeping = new StorageService(emit);
  const data = new DataService({
    emit,
    keeping,
    async onDatasetChange() {
      await training.leaveDataset();
      retrieval.stop();
    },
  });
  const training = new TrainingService(engines, emit, {
    begin: (training, id) => keeping.begin({ ...training, dataset: data.reference }, id),
    keepRun: (run) => keeping.keepRun(run, data.reference, data.dataset),
  });
  const retrieval = new RetrievalService({
    engines,
    dataset: () => data.dataset,
    currentRun: () => training.current,
  });
  const lab = new LabService({
    engines: engines,
    openStore: openLabStore,
    loaded: () => data.loaded,
    isTraining: () => training.isTraining,
    emit,
  });

  const setupOf = ({ method = defaultMethod(data.dataset), config = {} }: TrainOptions): Setup => ({
    method,
    config: isTrained(method) ? resolveConfig(method, data.dataset, config) : withChanges(DEFAULTS, config),
    dataset: data.reference,
  });

  /** The lab lends its engine first. */
  async function play(until: 'end' | 'stage' | 'batch'): Promise<void> {
    await lab.giveWay();
    training.play(until);
  }

  /** With ids and metrics where the run's log is the one that is loaded. */
  async function packed(run: SessionRun): Promise<Blob> {
    const { loaded } = data;
    if (run.dataset.fingerprint !== loaded?.log.fingerprint) return packRun(run);
    return packRun(run, { dataset: loaded, report: await retrieval.evaluationOf(run) });
  }

  return {
    async subscribe(listener) {
      listeners.push(listener);
    },
    engine: async () => (await engines.current()).choice,

    loadSample: async (name = SAMPLES[0]!.name, options = {}) => data.openSample(name, options),
    loadCsv: (...file) => data.openCsv(...file),
    profileFile: (...file) => data.profile(...file),
    listIssues: (...file) => data.issues(...file),
    cancelLoading: async () => data.stopReading(),
    dataReport: async () => dataReport(data.dataset),
    exportLog: () => data.exportLog(),
    interactions: async (split) => interactionsOf(data.dataset, split),
    users: async () => data.dataset.log.users.ids,
    items: async () => data.dataset.log.items.ids,

    resolveConfig: async (options) => setupOf(options).config,
    async prepare(options) {
      await training.prepare(data.dataset, options);
    },
    async train(options) {
      const { finished } = await training.prepare(data.dataset, options);
      await play('end');
      return (await finished).summary;
    },
    play: () => play('end'),
    pause: async () => training.pause(),
    step: (size) => play(size),
    cancel: () => training.cancel(),
    masks: async () => maskReport(training.shownModel),
    maskPictures: async () => maskPictures(training.shownModel),
    runs: async () => training.summaries(),
    async selectRun(id) {
      const run = training.find(id);
      if (run.dataset.fingerprint !== data.dataset.log.fingerprint) {
        throw new Error(`Run “${id}” was trained on “${run.dataset.name}”. Load that log to look at it.`);
      }
      training.select(run);
    },

    evaluate: (request) => retrieval.evaluate(request),
    evaluateUntrainedBaseline: (method) => retrieval.evaluateUntrainedBaseline(method),
    fusedRecall: (weights) => retrieval.fusedRecall(weights),
    retrieve: (userId, options) => retrieval.retrieve(userId, options),
    userView: (userId) => retrieval.userView(userId),
    fusedScores: (userId, weightings) => retrieval.fusedScores(userId, weightings),
    scores: (userIds) => retrieval.scores(userIds),

    exportRun: async (id) => packed(id === undefined ? training.current : training.find(id)),
    importRun: async (file) => (await training.adoptAndKeep(await unpackRun(file, data.dataset))).summary,
    writeLink: async (options) => writeLink(setupOf(options)),
    readLink: async (link) => readLink(link),
    kept: () => keeping.lists(),
    async continueTraining(id, changes = {}) {
      const kept = await keeping.training(id);
      await data.openReferenced(kept.dataset);
      const { finished } = await training.continue(data.dataset, { kept, changes });
      await play('end');
      return (await finished).summary;
    },
    discardTraining: (id) => keeping.discard(id),
    async openKeptRun(id) {
      const { run, file } = await keeping.run(id);
      await data.openReferenced(run.dataset);
      const known = training.findKept(id);
      const shown = known
        ? training.select(known)
        : training.adopt({ ...(await unpackRun(file, data.dataset)), keptId: id });
      return shown.summary;
    },
    renameKeptRun: (id, name) => keeping.rename(id, name),
    deleteKeptRun: (id) => keeping.deleteRun(id),
    openKeptLog: (fingerprint) => data.openKept({ fingerprint, name: 'log' }),
    deleteKeptLog: (fingerprint) => keeping.deleteLog(fingerprint),
    async forgetEverything() {
      data.stopReading();
      retrieval.stop();
      await training.forget();
      await lab.forget();
      await keeping.forget();
      data.forget();
      emit({ type: 'forgotten' });
      await data.openSample(SAMPLES[0]!.name, {});
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
