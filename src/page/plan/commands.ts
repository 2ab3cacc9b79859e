/** The draft of the next training: its method and its hyperparameters. */
import { changeAt, withChanges } from '../../config';
import type { MethodId } from '../../methods/methodCatalogue';
import type { Setup } from '../../worker/protocol/storage';
import type { DataSlice } from '../data/state';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { toProblem } from '../store/problem';
import type { PlanSlice } from './state';

type Context = CommandContext<ShellSlice & DataSlice & PlanSlice>;

export interface DraftCommands {
  chooseMethod(method: MethodId): Promise<void>;
  setParameter(path: string, value: unknown): void;
  resetParameters(): void;
  /** Requests the drafted method's defaults on the loaded log; the seed that was chosen is kept. */
  resolveDraft(): Promise<void>;
}

export function createDraftCommands(context: Context): DraftCommands {
  const { store, attempt } = context;
  return {
    chooseMethod: (method) =>
      attempt('parameter', async () => {
        store.setState(({ draft }) => ({ draft: { method, defaults: null, config: draft.config } }));
        await resolveDraft(context);
      }),
    setParameter: (path, value) => {
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
    resolveDraft: () => resolveDraft(context),
  };
}

async function resolveDraft({ session, store }: Context): Promise<void> {
  const { method, config: before } = store.getState().draft;
  const link = fulfilledLink(store.getState());
  if (link) {
    const defaults = await session.training.resolveConfig({ method: link.method });
    const draft = { method: link.method as MethodId, defaults, config: link.config };
    return store.setState({ link: null, draft });
  }
  const defaults = await session.training.resolveConfig({ method });
  const { draft } = store.getState();
  if (draft.method !== method) return;
  // A run that was opened meanwhile brought its own configuration.
  const isNew = draft.config === before;
  const config = before ? withChanges(defaults, { seed: before.seed }) : defaults;
  store.setState({ draft: { method, defaults, config: isNew ? config : draft.config } });
}

/** The setup of a link that waited for the log that is loaded now. */
function fulfilledLink({ link, dataset }: PlanSlice & DataSlice): Setup | null {
  return link && link.dataset.fingerprint === dataset?.summary.fingerprint ? link : null;
}
