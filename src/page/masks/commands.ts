/** What of the masks is shown: the stage, the details of a layer, and a pruning with another τ. */
import { codedOf } from '../../coded';
import type { Objective } from '../../data/schema';
import type { LayerName, PreviewRequest } from '../../worker/protocol/training';
import type { CommandContext } from '../store/commandContext';
import { latestOnly } from '../store/latestOnly';
import type { TrainSlice } from '../train/state';
import { layerKey, type MasksSlice } from './state';

type Context = CommandContext<TrainSlice & MasksSlice>;

export interface MasksCommands {
  /** Requests the current run's masks; a method without masks has none. */
  showMasks(): Promise<void>;
  /** Requests the weights of a layer and the stages that released them, once for the masks that are shown. */
  inspectLayer(layer: LayerName): Promise<void>;
  highlightBlock(objective: Objective | null): void;
  /** Tries another τ on the weights before the objective's pruning; null ends the trial. */
  tryTau(tried: { objective: Objective; tau: number } | null): Promise<void>;
}

export function createMasksCommands(context: Context): MasksCommands {
  const { store } = context;
  return {
    showMasks: () => showMasks(context),
    inspectLayer: (layer) => inspectLayer(context, layer),
    highlightBlock: (highlight) => {
      if (store.getState().highlight !== highlight) store.setState({ highlight });
    },
    tryTau: createTauTrial(context),
  };
}

async function showMasks({ session, store }: Context): Promise<void> {
  const id = store.getState().run?.summary.id;
  const masks = await Promise.all([session.training.masks(), session.training.maskPictures()]).then(
    ([report, pictures]) => ({ report, pictures }),
    () => null,
  );
  // Another training may have begun meanwhile; its own masks come as events.
  const { run, status } = store.getState();
  if (run?.summary.id === id && status !== 'running') store.setState({ masks });
}

async function inspectLayer({ session, store }: Context, layer: LayerName): Promise<void> {
  const { masks, layerDetails } = store.getState();
  if (!masks || layerDetails[layerKey(layer)]) return;
  // Without it the tip says the owner only.
  const detail = await session.training.layerDetail(layer).catch(() => undefined);
  if (detail && store.getState().masks === masks) {
    store.setState((state) => ({ layerDetails: { ...state.layerDetails, [layerKey(layer)]: detail } }));
  }
}

function createTauTrial({ session, store }: Context): MasksCommands['tryTau'] {
  const request = latestOnly(
    (wanted: PreviewRequest) =>
      session.training.pruningPreview(wanted).then(
        (preview) => preview && { preview, refusal: null },
        (error: unknown) => ({ preview: null, refusal: codedOf(error) }),
      ),
    (answer) => {
      store.setState(({ triedTau }) => (triedTau ? { triedTau: { ...triedTau, ...answer } } : {}));
    },
  );
  return async (tried) => {
    if (!tried) return store.setState({ triedTau: null });
    const { reports, triedTau } = store.getState();
    const stage = reports.findIndex(
      ({ kind, objective }) => kind === 'prune' && objective === tried.objective,
    );
    if (stage < 0) return;
    const known = triedTau?.objective === tried.objective ? triedTau : { preview: null, refusal: null };
    store.setState({ triedTau: { ...known, ...tried } });
    await request({ stage, tau: tried.tau });
  };
}
