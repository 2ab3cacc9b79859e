/** A session that trains nothing: it records what it is asked and lets a test speak as the worker. */
import { DEFAULTS, withChanges } from '../../src/config';
import type { DatasetView } from '../../src/worker/protocol/data';
import type { LabState } from '../../src/worker/protocol/lab';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import type { RunSummary } from '../../src/worker/protocol/training';

export interface FakeSession {
  session: Session;
  /** Names of the commands that came in, in order. */
  calls: string[];
  /** The arguments of the latest call of a command. */
  lastArguments(name: keyof Session): unknown[];
  emit(event: SessionEvent): void;
}

export function createFakeSession(answers: Partial<Session> = {}): FakeSession {
  const calls: string[] = [];
  const given = new Map<string, unknown[]>();
  const listeners: ((event: SessionEvent) => void)[] = [];
  const standard: Partial<Session> = {
    subscribe: async (listener) => void listeners.push(listener),
    resolveConfig: async ({ config }) => withChanges(DEFAULTS, config ?? {}),
    runs: async () => [],
    labState: async () => labState(),
    labTables: async () => [],
    kept: async () => ({ interruptions: [], runs: [], logs: [] }),
    sweepRows: async () => [],
  };
  const session = new Proxy({} as Session, {
    get: (_, name: string) => {
      return (...values: unknown[]) => {
        calls.push(name);
        given.set(name, values);
        const answer = (answers[name as keyof Session] ?? standard[name as keyof Session]) as
          | ((...values: unknown[]) => Promise<unknown>)
          | undefined;
        return answer?.(...values) ?? Promise.resolve(undefined);
      };
    },
  });
  return {
    session,
    calls,
    lastArguments: (name) => given.get(name) ?? [],
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}

export function datasetView(changes: Partial<DatasetView> = {}): DatasetView {
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

/** A log without a sample's name is a person's own. */
export function ownLog(): DatasetView {
  const { sample: _, ...view } = datasetView();
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

/** Of no experiment, unless something else is given. */
export function labState(changes: Partial<LabState> = {}): LabState {
  const nothing = { done: 0, total: 0, etaMs: null, trial: null, progress: null };
  return { status: 'idle', spec: null, ...nothing, ...changes };
}
