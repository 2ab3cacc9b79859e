/** A session that trains nothing: it records the commands and lets a test emit the worker's events. */
import { expect, vi } from 'vitest';
import { DEFAULTS, withChanges } from '../../src/config';
import type { DatasetView } from '../../src/worker/protocol/data';
import type { LabState } from '../../src/worker/protocol/lab';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import type { RunSummary, RunView } from '../../src/worker/protocol/training';

type ServiceName = 'data' | 'training' | 'retrieval' | 'storage' | 'lab';
/** `data.loadCsv`, `lab.start`, … */
type CommandName = { [Service in ServiceName]: `${Service}.${keyof Session[Service] & string}` }[ServiceName];

/** Commands that a test answers, by name. */
export type Answers = Partial<Pick<Session, 'subscribe' | 'engine'>> & {
  [Name in CommandName]?: Name extends `${infer Service extends ServiceName}.${infer Command}`
    ? Command extends keyof Session[Service]
      ? Session[Service][Command]
      : never
    : never;
};

export interface FakeSession {
  session: Session;
  /** Names of the commands that were called, in order: `data.loadCsv`. */
  calls: string[];
  /** Returns the arguments of the latest call of a command. */
  lastArguments(name: CommandName): unknown[];
  emit(event: SessionEvent): void;
}

export function createFakeSession(answers: Answers = {}): FakeSession {
  const calls: string[] = [];
  const given = new Map<string, unknown[]>();
  const listeners: ((event: SessionEvent) => void)[] = [];
  const standard: Answers = {
    subscribe: async (listener) => void listeners.push(listener),
    'training.resolveConfig': async ({ config }) => withChanges(DEFAULTS, config ?? {}),
    'training.runs': async () => [],
    'retrieval.steeringUsers': async () => [],
    'lab.state': async () => labState(),
    'lab.tables': async () => [],
    'storage.list': async () => ({ interruptions: [], runs: [], logs: [] }),
    'lab.sweepRows': async () => [],
  };
  const call = (name: string, values: unknown[]): Promise<unknown> => {
    calls.push(name);
    given.set(name, values);
    const answer = (answers[name as keyof Answers] ?? standard[name as keyof Answers]) as
      | ((...values: unknown[]) => Promise<unknown>)
      | undefined;
    return answer?.(...values) ?? Promise.resolve(undefined);
  };
  const service = (service: ServiceName) =>
    new Proxy(
      {},
      {
        get:
          (_, command: string) =>
          (...values: unknown[]) =>
            call(`${service}.${command}`, values),
      },
    );
  const session = {
    data: service('data'),
    training: service('training'),
    retrieval: service('retrieval'),
    storage: service('storage'),
    lab: service('lab'),
    subscribe: (listener: unknown) => call('subscribe', [listener]),
    engine: () => call('engine', []),
  } as unknown as Session;
  return {
    session,
    calls,
    lastArguments: (name) => given.get(name) ?? [],
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}

/** Emits the event of a loaded log, and waits until the page has requested everything that follows from it. */
export async function emitDataset({ emit, calls }: FakeSession, dataset: DatasetView): Promise<void> {
  const reports = () => calls.filter((name) => name === 'data.dataReport').length;
  const before = reports();
  emit({ type: 'dataset', dataset });
  await vi.waitFor(() => expect(reports()).toBe(before + 1));
}

export function fakeDatasetView(changes: Partial<DatasetView> = {}): DatasetView {
  return {
    summary: {
      name: 'shop',
      users: 2,
      items: 3,
      rows: 4,
      exposures: 4,
      clicks: 2,
      conversions: 1,
      objectives: ['exposure', 'click', 'conversion'],
      features: [],
      warnings: [],
      fingerprint: 'f',
    },
    sample: 'shop',
    splitMethod: 'random',
    splitRows: { train: 2, validation: 1, test: 1 },
    k: 5,
    users: { ids: ['u0', 'u1'], features: [] },
    items: { ids: ['i0', 'i1', 'i2'], features: [] },
    ...changes,
  };
}

/** An uploaded log: it has no sample's name. */
export function uploadedLog(): DatasetView {
  const { sample: _, ...view } = fakeDatasetView();
  return view;
}

export function runSummary(id: string, method = 'csmf'): RunSummary {
  return {
    id,
    method,
    config: DEFAULTS,
    engine: 'tfjs',
    backend: 'cpu',
    seconds: 1,
    steps: 2,
    parameters: 10,
    vectorWidth: 48,
    history: [{ step: 1, stage: 'a', loss: 3 }],
    drift: { exposure: 0, click: 0, conversion: 0 },
  };
}

/** A run of runSummary whose scores the page fuses itself. */
export function fakeRunView(id: string, changes: Partial<RunView> = {}): RunView {
  const nothing = { stages: [], validations: [] };
  const summary = runSummary(id);
  return { summary, dataset: 'shop', fusion: 'linear', scores: 'cumulative', ...nothing, ...changes };
}

/** The state without an experiment, with changes. */
export function labState(changes: Partial<LabState> = {}): LabState {
  const nothing = { done: 0, total: 0, etaMs: null, trial: null, progress: null };
  return { status: 'idle', spec: null, ...nothing, ...changes };
}
