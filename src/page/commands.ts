/**
 * What a person can do, as functions: every control calls one of these, and so does nothing else.
 * A command asks the worker; what changes on the page comes back as an event.
 */
import { changeAt, withChanges } from '../config';
import type { SampleOptions } from '../worker/protocol/data';
import type { Session } from '../worker/protocol/session';
import type { Setup } from '../worker/protocol/storage';
import type { TrainOptions } from '../worker/protocol/training';
import type { CommandContext } from './commandContext';
import { createLabCommands, type LabCommands } from './lab/labCommands';
import { createMappingCommands, type MappingCommands } from './mapping/mappingCommands';
import { toProblem } from './problem';
import { createRunCommands, type RunCommands } from './results/runCommands';
import { createRetrieveCommands, type RetrieveCommands } from './retrieve/retrieveCommands';
import { save } from './save';
import type { MethodId, PageState, Theme } from './state';
import { createLinkCommands, type LinkCommands } from './storage/linkCommands';
import { createStorageCommands, type StorageCommands } from './storage/storageCommands';
import type { PageStore } from './store';

export interface Commands
  extends RetrieveCommands,
    RunCommands,
    LabCommands,
    StorageCommands,
    LinkCommands,
    MappingCommands {
  loadSample(name: string): Promise<void>;
  /** Another log from the loaded sample's world, as large: the next seed's. */
  drawAnother(): Promise<void>;
  /** The loaded log, as a CSV that reads back as the same log. */
  exportLog(): Promise<void>;
  chooseMethod(method: MethodId): Promise<void>;
  setParameter(path: string, value: unknown): void;
  resetParameters(): void;
  train(): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  step(size: 'batch' | 'stage'): Promise<void>;
  cancel(): Promise<void>;
  /** Back to step 0: with the same seed, or with the next one. */
  reset(seed: 'same' | 'next'): Promise<void>;
  setTheme(theme: Theme): void;
  dismissProblem(): void;
}

export function createCommands(session: Session, store: PageStore): Commands {
  const context: CommandContext = {
    session,
    store,
    async attempt(kind, work) {
      try {
        await work();
      } catch (error) {
        const problem = toProblem(error, kind);
        if (problem) store.setState({ problem, loading: null });
      }
    },
  };
  return {
    ...createDataCommands(context),
    ...createDraftCommands(context),
    ...createTrainCommands(context),
    ...createRunCommands(context),
    ...createRetrieveCommands(context),
    ...createLabCommands(context),
    ...createStorageCommands(context),
    ...createLinkCommands(context),
    ...createMappingCommands(context),
    setTheme: (theme) => store.setState({ theme }),
    dismissProblem: () => store.setState({ problem: null }),
  };
}

function createDataCommands({ session, store, attempt }: CommandContext) {
  const loadSample = (name: string, options?: SampleOptions) =>
    attempt('sample', async () => {
      store.setState({ problem: null, loading: { what: 'sample', done: 0, total: 0 } });
      await session.loadSample(name, options);
    });
  return {
    loadSample: (name: string) => loadSample(name),
    drawAnother: async () => {
      const { sample, sampleOptions: options = {} } = store.getState().dataset ?? {};
      if (sample) await loadSample(sample, { ...options, seed: (options.seed ?? 0) + 1 });
    },
    exportLog: () =>
      attempt('csv', async () => {
        const { dataset } = store.getState();
        if (!dataset) return;
        const blob = await session.exportLog();
        save(blob, `${dataset.summary.name.replace(/\.csv(\.gz)?$/, '')}.csv`);
      }),
  };
}

function createDraftCommands({ session, store, attempt }: CommandContext) {
  return {
    chooseMethod: (method: MethodId) =>
      attempt('parameter', async () => {
        store.setState({ draft: { method, defaults: null, config: store.getState().draft.config } });
        await resolveDraft(session, store);
      }),
    setParameter: (path: string, value: unknown) => {
      const { draft } = store.getState();
      if (!draft.config) return;
      try {
        store.setState({ draft: { ...draft, config: withChanges(draft.config, changeAt(path, value)) } });
      } catch (error) {
        store.setState({ problem: toProblem(error, 'parameter') });
      }
    },
    resetParameters: () => {
      const { draft } = store.getState();
      if (draft.defaults) store.setState({ draft: { ...draft, config: draft.defaults } });
    },
  };
}

/** The setup of a link that waited for this very log. */
function linkedSetup({ link, dataset }: PageState): Setup | null {
  return link && link.dataset.fingerprint === dataset?.summary.fingerprint ? link : null;
}

async function applyLink(session: Session, store: PageStore, { method, config }: Setup): Promise<void> {
  const defaults = await session.resolveConfig({ method });
  store.setState({ link: null, draft: { method: method as MethodId, defaults, config } });
}

/** Asks for the defaults of the drafted method on the loaded log; the seed a person chose is kept. */
export async function resolveDraft(session: Session, store: PageStore): Promise<void> {
  const { method, config: before } = store.getState().draft;
  const linked = linkedSetup(store.getState());
  if (linked) return applyLink(session, store, linked);
  const defaults = await session.resolveConfig({ method });
  const { draft } = store.getState();
  if (draft.method !== method) return;
  const config = before ? withChanges(defaults, { seed: before.seed }) : defaults;
  store.setState({ draft: { method, defaults, config } });
}

function createTrainCommands({ session, store, attempt }: CommandContext) {
  const train = () =>
    attempt('training', async () => {
      store.setState({ problem: null });
      await session.train(draftedOptions(store.getState()));
    });
  const prepareFirst = async () => {
    if (store.getState().status !== 'paused') await session.prepare(draftedOptions(store.getState()));
  };
  return {
    train,
    play: () => attempt('training', () => session.play()),
    pause: () => attempt('training', () => session.pause()),
    step: (size: 'batch' | 'stage') =>
      attempt('training', async () => {
        await prepareFirst();
        await session.step(size);
      }),
    cancel: () => attempt('training', () => session.cancel()),
    reset: (seed: 'same' | 'next') =>
      attempt('training', async () => {
        const { draft, status } = store.getState();
        if (status === 'running' || status === 'paused') await session.cancel();
        if (seed === 'next' && draft.config) {
          const config = withChanges(draft.config, { seed: (draft.config.seed + 1) % 2 ** 32 });
          store.setState({ draft: { ...draft, config } });
        }
        await session.prepare(draftedOptions(store.getState()));
      }),
  };
}

/** What is shown is what trains: the whole configuration travels, not only what was changed. */
function draftedOptions({ draft }: PageState): TrainOptions {
  return draft.config ? { method: draft.method, config: draft.config } : { method: draft.method };
}
