/**
 * `window.csmf`: everything the page can do, as functions, for tests and for the console. It calls the same
 * session as the page's buttons, so the page follows.
 */
import { version } from '../package.json';
import { CodedError, CodedRangeError } from './coded';
import type { ConfigChanges } from './config';
import { SAMPLES } from './data/sample/sampleCatalogue';
import { METHODS } from './methods/methodCatalogue';
import { exportTables, LAB_FORMATS, type LabFormat } from './page/lab/exportTables';
import { en } from './page/messages/en';
import { runFileReadme } from './page/messages/runFileReadme';
import { renderEnglish } from './page/messages/sentence';
import { errorWithMessages, sessionWithMessages } from './page/messages/withMessages';
import type { EngineChoice, Session } from './worker/protocol/session';
import type { Progress, RunSummary } from './worker/protocol/training';

const DATA = ['loadSample', 'loadCsv', 'dataReport', 'exportLog', 'interactions', 'users', 'items'] as const;
const RETRIEVAL = ['evaluate', 'retrieve', 'scores'] as const;
const TRAINING = ['masks', 'runs'] as const;
const RUN_FILES = ['importRun'] as const;
const STORAGE = [
  'list',
  'continueTraining',
  'discardTraining',
  'openRun',
  'renameRun',
  'deleteRun',
  'openLog',
  'deleteLog',
  'deleteEverything',
] as const;
const LAB = ['start', 'pause', 'resume', 'cancel', 'state', 'tables'] as const;

/** The functions of a service that are forwarded as they are. */
type Forwarded<Service extends keyof Session, Names extends readonly (keyof Session[Service])[]> = Pick<
  Session[Service],
  Names[number]
>;

/** Documented in the session's protocol. The items of `items` are in the order of `scores`. */
export interface Csmf
  extends Forwarded<'data', typeof DATA>,
    Forwarded<'retrieval', typeof RETRIEVAL>,
    Forwarded<'training', typeof TRAINING>,
    Forwarded<'storage', typeof RUN_FILES> {
  readonly version: string;
  /** The engine in use; `reason` is the sentence that the badge shows. */
  engine(): Promise<EngineChoice & { reason: string }>;
  /** Packs a run, or the current one, as the file that the page exports. */
  exportRun(id?: string): Promise<Blob>;
  samples(): { name: string; title: string }[];
  methods(): { id: string; title: string; citation: string }[];
  /** Rejects with an AbortError when the signal aborts. */
  train(options?: {
    method?: string;
    config?: ConfigChanges;
    /** Codes of findings of dataReport() that were seen and do not stop the training. */
    acknowledge?: readonly string[];
    onProgress?: (progress: Progress) => void;
    signal?: AbortSignal;
  }): Promise<RunSummary>;
  /** What is saved in this browser. */
  readonly storage: Forwarded<'storage', typeof STORAGE>;
  /** Experiments in the background, one at a time; they survive a reload. */
  readonly lab: Forwarded<'lab', typeof LAB> & {
    /** Writes the tables as a file. */
    export(format: LabFormat): Promise<string>;
  };
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
    engine: async () => withReason(await session.engine()),
    samples: () => SAMPLES.map(({ name }) => ({ name, title: en[`sample.${name}.title`] })),
    methods: () => METHODS.map(({ id, citation }) => ({ id, title: en[`method.${id}.title`], citation })),
    ...forwarded(session.data, DATA),
    train: createTrain(session),
    ...forwarded(session.retrieval, RETRIEVAL),
    ...forwarded(session.training, TRAINING),
    exportRun: (id) => session.storage.exportRun(id, runFileReadme()),
    ...forwarded(session.storage, RUN_FILES),
    storage: forwarded(session.storage, STORAGE),
    lab: {
      ...forwarded(session.lab, LAB),
      export: async (format) => exportTables(checkedFormat(format), await session.lab.tables()),
    },
  };
  window.csmf = csmf;
  return csmf;
}

/** Requires a format that tables are written in; as everything here, it says so in a sentence. */
function checkedFormat(format: LabFormat): LabFormat {
  if (LAB_FORMATS.includes(format)) return format;
  const values = { format: String(format), known: LAB_FORMATS.join(', ') };
  throw errorWithMessages(new CodedError('unknown-format', values));
}

/** Adds the sentence that says why the engine was selected. */
function withReason(choice: EngineChoice): EngineChoice & { reason: string } {
  const { asked = '', name, reasonCode } = choice;
  return { ...choice, reason: renderEnglish(`engine.${reasonCode}`, { asked, name }) ?? '' };
}

/** Returns functions that call those of a service. */
function forwarded<Service extends object, const Name extends keyof Service & string>(
  service: Service,
  names: readonly Name[],
): Pick<Service, Name> {
  const functions = service as Record<Name, (...values: unknown[]) => Promise<unknown>>;
  const entries = names.map((name) => [name, (...values: unknown[]) => functions[name](...values)]);
  return Object.fromEntries(entries) as Pick<Service, Name>;
}

/** Functions and signals cannot cross to the worker: progress comes as events, an abort is sent as a command. */
export function createTrain(session: Session): Csmf['train'] {
  const listeners = new Set<(progress: Progress) => void>();
  let subscribed: Promise<void> | undefined;
  return async (given) => {
    const { onProgress, signal, ...options } = given ?? {};
    checkOptions(given, options);
    throwIfAborted(signal);
    if (onProgress) {
      subscribed ??= session.subscribe((event) => {
        if (event.type === 'progress') for (const listener of listeners) listener(event.progress);
      });
      await subscribed;
      listeners.add(onProgress);
    }
    // The signal may have been aborted during the subscription.
    throwIfAborted(signal);
    const abort = () => void session.training.cancel();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await session.training.train(options);
    } finally {
      signal?.removeEventListener('abort', abort);
      if (onProgress) listeners.delete(onProgress);
    }
  };
}

/** Requires an object, without names that mean nothing. Throws RangeError with a sentence. */
function checkOptions(given: unknown, options: object): void {
  const known = ['method', 'config'];
  const name = Object.keys(options).find((key) => !known.includes(key));
  if (typeof given === 'object' || given === undefined) {
    if (name === undefined) return;
    throw errorWithMessages(new CodedRangeError('unknown-option', { name }));
  }
  throw errorWithMessages(new CodedRangeError('options-not-an-object', { given: String(given) }));
}

/** Throws an AbortError, whatever reason the signal has. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('training cancelled', 'AbortError');
}
