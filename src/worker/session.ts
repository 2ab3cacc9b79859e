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
import { DataDesk } from './dataDesk';
import { interactionsOf } from './datasetView';
import { EngineSupply } from './engineSupply';
import { KeepingDesk } from './keeping/keepingDesk';
import type { Setup } from './keepingProtocol';
import { LabDesk } from './labDesk';
import { openLabStore } from './labStore';
import { maskPictures, maskReport } from './maskViews';
import { readLink, writeLink } from './permalink';
import type { Session, SessionEvent } from './protocol';
import { RetrievalDesk } from './retrievalDesk';
import type { Run } from './run';
import { packRun } from './runFile/pack';
import { unpackRun } from './runFile/unpack';
import { TrainingDesk } from './trainingDesk';
import type { TrainOptions } from './trainingProtocol';

export function createSession(forcedEngine?: string): Session {
  const listeners: ((event: SessionEvent) => void)[] = [];
  const emit = (event: SessionEvent) => {
    for (const listener of listeners) listener(event);
    if (event.type === 'status') lab.reconsider();
  };
  const supply = new EngineSupply(forcedEngine, (choice) => emit({ type: 'engine', choice }));
  const keeping = new KeepingDesk(emit);
  const data = new DataDesk({
    emit,
    keeping,
    async leave() {
      await desk.leaveDataset();
      retrieval.stop();
    },
  });
  const desk = new TrainingDesk(supply, emit, {
    begin: (training, id) => keeping.begin({ ...training, dataset: data.reference }, id),
    keepRun: (run) => keeping.keepRun(run, data.reference, data.dataset),
  });
  const retrieval = new RetrievalDesk({
    supply,
    dataset: () => data.dataset,
    currentRun: () => desk.current,
  });
  const lab = new LabDesk({
    engines: supply,
    openStore: openLabStore,
    loaded: () => data.loaded,
    isTraining: () => desk.isTraining,
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
    desk.play(until);
  }

  /** With ids and metrics where the run's log is the one that is loaded. */
  async function packed(run: Run): Promise<Blob> {
    const { loaded } = data;
    if (run.dataset.fingerprint !== loaded?.log.fingerprint) return packRun(run);
    return packRun(run, { dataset: loaded, report: await retrieval.evaluationOf(run) });
  }

  return {
    async subscribe(listener) {
      listeners.push(listener);
    },
    engine: async () => (await supply.current()).choice,

    loadSample: async (name = SAMPLES[0]!.name, options = {}) => data.openSample(name, options),
    loadCsv: (...file) => data.openCsv(...file),
    surveyCsv: (...file) => data.survey(...file),
    issuesCsv: (...file) => data.issues(...file),
    cancelLoading: async () => data.stopReading(),
    dataReport: async () => dataReport(data.dataset),
    exportLog: () => data.exportLog(),
    interactions: async (split) => interactionsOf(data.dataset, split),
    users: async () => data.dataset.log.users.ids,
    items: async () => data.dataset.log.items.ids,

    resolveConfig: async (options) => setupOf(options).config,
    async prepare(options) {
      await desk.prepare(data.dataset, options);
    },
    async train(options) {
      const { finished } = await desk.prepare(data.dataset, options);
      await play('end');
      return (await finished).summary;
    },
    play: () => play('end'),
    pause: async () => desk.pause(),
    step: (size) => play(size),
    cancel: () => desk.cancel(),
    masks: async () => maskReport(desk.shownModel),
    maskPictures: async () => maskPictures(desk.shownModel),
    runs: async () => desk.summaries(),
    async selectRun(id) {
      const run = desk.find(id);
      if (run.dataset.fingerprint !== data.dataset.log.fingerprint) {
        throw new Error(`Run “${id}” was trained on “${run.dataset.name}”. Load that log to look at it.`);
      }
      desk.select(run);
    },

    evaluate: (request) => retrieval.evaluate(request),
    evaluateFloor: (method) => retrieval.evaluateFloor(method),
    fusedRecall: (weights) => retrieval.fusedRecall(weights),
    retrieve: (userId, options) => retrieval.retrieve(userId, options),
    userView: (userId) => retrieval.userView(userId),
    fusedScores: (userId, weightings) => retrieval.fusedScores(userId, weightings),
    scores: (userIds) => retrieval.scores(userIds),

    exportRun: async (id) => packed(id === undefined ? desk.current : desk.find(id)),
    importRun: async (file) => (await desk.adoptAndKeep(await unpackRun(file, data.dataset))).summary,
    writeLink: async (options) => writeLink(setupOf(options)),
    readLink: async (link) => readLink(link),
    kept: () => keeping.lists(),
    async continueTraining(id, changes = {}) {
      const kept = await keeping.training(id);
      await data.openReferenced(kept.dataset);
      const { finished } = await desk.continue(data.dataset, { kept, changes });
      await play('end');
      return (await finished).summary;
    },
    discardTraining: (id) => keeping.discard(id),
    async openKeptRun(id) {
      const { run, file } = await keeping.run(id);
      await data.openReferenced(run.dataset);
      const known = desk.findKept(id);
      const shown = known
        ? desk.select(known)
        : desk.adopt({ ...(await unpackRun(file, data.dataset)), keptId: id });
      return shown.summary;
    },
    renameKeptRun: (id, name) => keeping.rename(id, name),
    deleteKeptRun: (id) => keeping.deleteRun(id),
    openKeptLog: (fingerprint) => data.openKept({ fingerprint, name: 'log' }),
    deleteKeptLog: (fingerprint) => keeping.deleteLog(fingerprint),
    async forgetEverything() {
      data.stopReading();
      retrieval.stop();
      await desk.forget();
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
