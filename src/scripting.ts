/**
 * `window.csmf`: everything the page can do, as functions, for tests and for anyone in the console.
 * The same session as the page's buttons, so the page follows along.
 */
import { version } from '../package.json';
import type { ConfigChanges } from './config';
import { SAMPLES } from './data/sample/catalogue';
import type { DatasetSummary, PerObjective, SplitName } from './data/schema';
import { METHODS } from './methods/catalogue';
import { en } from './page/messages/en';
import { sessionWithMessages } from './page/messages/withMessages';
import type { ColumnMapping, DataReport, InteractionRow, LogFile } from './worker/protocol/data';
import type { EvaluationReport, FusionWeights, RetrievedItem } from './worker/protocol/retrieval';
import type { EngineChoice, Session } from './worker/protocol/session';
import type { MaskReport, Progress, RunSummary } from './worker/protocol/training';

export interface Csmf {
  readonly version: string;
  engine(): Promise<EngineChoice>;
  samples(): { name: string; title: string }[];
  loadSample(
    name?: string,
    options?: { seed?: number; users?: number; items?: number },
  ): Promise<DatasetSummary>;
  /** One file, or one for each objective. Rejects with a CsvError that carries `issues` and `counts`. */
  loadCsv(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<DatasetSummary>;
  /** Funnel, long tail and suspicious things of the loaded log. */
  dataReport(): Promise<DataReport>;
  /** The loaded log as CSV; the README of the formats says which mapping reads it back exactly. */
  exportLog(): Promise<Blob>;
  interactions(split: SplitName): Promise<InteractionRow[]>;
  users(): Promise<string[]>;
  /** In the order of `scores`. */
  items(): Promise<string[]>;
  methods(): { id: string; title: string; citation: string }[];
  /** Rejects with an AbortError when the signal aborts. */
  train(options?: {
    method?: string;
    config?: ConfigChanges;
    onProgress?: (progress: Progress) => void;
    signal?: AbortSignal;
  }): Promise<RunSummary>;
  evaluate(options?: {
    k?: number;
    weights?: FusionWeights;
    split?: 'validation' | 'test';
  }): Promise<EvaluationReport>;
  retrieve(userId: string, options?: { k?: number; weights?: FusionWeights }): Promise<RetrievedItem[]>;
  /** Cumulative scores of every item, nothing removed. */
  scores(userIds: string[]): Promise<PerObjective<Float32Array>[]>;
  masks(): Promise<MaskReport>;
  runs(): Promise<RunSummary[]>;
  exportRun(id?: string): Promise<Blob>;
  importRun(file: Blob): Promise<RunSummary>;
  /** What outlives the page, in this browser only. */
  readonly keeping: Keeping;
  /** Experiments in the background, one at a time; they survive a reload. */
  readonly lab: Lab;
}

interface Keeping {
  lists: Session['kept'];
  continueTraining: Session['continueTraining'];
  discardTraining: Session['discardTraining'];
  openRun: Session['openKeptRun'];
  renameRun: Session['renameKeptRun'];
  deleteRun: Session['deleteKeptRun'];
  openLog: Session['openKeptLog'];
  deleteLog: Session['deleteKeptLog'];
  forgetEverything: Session['forgetEverything'];
}

interface Lab {
  start: Session['startLab'];
  pause: Session['pauseLab'];
  resume: Session['resumeLab'];
  cancel: Session['cancelLab'];
  state: Session['labState'];
  tables: Session['labTables'];
  export: Session['labExport'];
}

declare global {
  interface Window {
    csmf: Csmf;
  }
}

/** Builds `window.csmf` on a session and installs it. */
export function installScripting(plainSession: Session): Csmf {
  const session = sessionWithMessages(plainSession);
  const csmf: Csmf = {
    version,
    engine: () => session.engine(),
    samples: () => SAMPLES.map(({ name, title }) => ({ name, title })),
    loadSample: (name, options) => session.loadSample(name, options),
    loadCsv: (source, mapping) => session.loadCsv(source, mapping),
    dataReport: () => session.dataReport(),
    exportLog: () => session.exportLog(),
    interactions: (split) => session.interactions(split),
    users: () => session.users(),
    items: () => session.items(),
    methods: () => METHODS.map(({ id, citation }) => ({ id, title: en[`method.${id}.title`], citation })),
    train: createTrain(session),
    evaluate: (options) => session.evaluate(options),
    retrieve: (userId, options) => session.retrieve(userId, options),
    scores: (userIds) => session.scores(userIds),
    masks: () => session.masks(),
    runs: () => session.runs(),
    exportRun: (id) => session.exportRun(id),
    importRun: (file) => session.importRun(file),
    keeping: {
      lists: () => session.kept(),
      continueTraining: (id, changes) => session.continueTraining(id, changes),
      discardTraining: (id) => session.discardTraining(id),
      openRun: (id) => session.openKeptRun(id),
      renameRun: (id, name) => session.renameKeptRun(id, name),
      deleteRun: (id) => session.deleteKeptRun(id),
      openLog: (fingerprint) => session.openKeptLog(fingerprint),
      deleteLog: (fingerprint) => session.deleteKeptLog(fingerprint),
      forgetEverything: () => session.forgetEverything(),
    },
    lab: {
      start: (request) => session.startLab(request),
      pause: () => session.pauseLab(),
      resume: () => session.resumeLab(),
      cancel: () => session.cancelLab(),
      state: () => session.labState(),
      tables: () => session.labTables(),
      export: (format) => session.labExport(format),
    },
  };
  window.csmf = csmf;
  return csmf;
}

/** Functions and signals cannot cross to the worker: progress comes as events, an abort goes as a command. */
export function createTrain(session: Session): Csmf['train'] {
  const listeners = new Set<(progress: Progress) => void>();
  let subscribed: Promise<void> | undefined;
  return async ({ onProgress, signal, ...options } = {}) => {
    throwIfAborted(signal);
    if (onProgress) {
      subscribed ??= session.subscribe((event) => {
        if (event.type === 'progress') for (const listener of listeners) listener(event.progress);
      });
      await subscribed;
      listeners.add(onProgress);
    }
    // The signal may have fired while the subscription was under way.
    throwIfAborted(signal);
    const abort = () => void session.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const summary = await session.train(options);
      return summary;
    } finally {
      signal?.removeEventListener('abort', abort);
      if (onProgress) listeners.delete(onProgress);
    }
  };
}

/** Always an AbortError, whatever reason the signal was given. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('Training was cancelled before it began.', 'AbortError');
}
