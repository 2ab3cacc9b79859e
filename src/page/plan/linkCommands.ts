/** Links to a setup: written into the address, and opened from there. */
import { methodEntry } from '../../methods/methodCatalogue';
import type { DataSlice } from '../data/state';
import { isLink, readAddress, writeAddress } from '../shell/address';
import type { ShellSlice } from '../shell/state';
import type { CommandContext } from '../store/commandContext';
import { toProblem } from '../store/problem';
import { type PlanSlice, trainOptions } from './state';

type Context = CommandContext<ShellSlice & DataSlice & PlanSlice>;

export interface LinkCommands {
  /** Writes a link to the address bar, and where that is allowed to the clipboard; resolves to whether it did. */
  copyLink(): Promise<boolean>;
  /** Loads the link's log where it is a sample or saved here; otherwise any log, and the link waits for its own. */
  openLink(link: string): Promise<void>;
  /** Makes a link's setup the draft again where its log is loaded: a run that was opened since brought its own. */
  draftLink(link: string): Promise<void>;
  dismissLink(): void;
}

const SAMPLE_WITHOUT_LINK = 'shop';

/** Removes a setup from the address: it names its log. */
export function clearLink(): void {
  const { hash, pathname, search } = window.location;
  if (isLink(hash)) window.history.replaceState(null, '', pathname + search);
}

/** Returns the address's search, with `?engine=` as the engine is called now: a link may come from version 0.1.0. */
function searchOf(engine: ShellSlice['engine']): string {
  const { search } = window.location;
  const parameters = new URLSearchParams(search);
  if (engine?.reasonCode !== 'forced-earlier-name' || !parameters.has('engine')) return search;
  parameters.set('engine', engine.name);
  return `?${parameters}`;
}

export function createLinkCommands(context: Context): LinkCommands {
  const { session, store, attempt } = context;
  return {
    async copyLink() {
      let isWritten = false;
      await attempt('link', async () => {
        const link = await session.storage.writeLink(trainOptions(store.getState().draft));
        // A run is in this browser alone: a link for others says how to train it.
        const { run: _, stage: __, ...query } = readAddress(window.location.hash).query;
        const search = searchOf(store.getState().engine);
        const address = writeAddress({ view: 'play', setup: link, query });
        window.history.replaceState(null, '', search + address);
        isWritten = true;
        await navigator.clipboard?.writeText(window.location.href).catch(() => undefined);
      });
      return isWritten;
    },
    openLink: (link) => attempt('link', () => openLink(context, link)),
    draftLink: (link) => attempt('link', () => draftLink(context, link)),
    dismissLink: () => store.setState({ link: null }),
  };
}

async function openLink({ session, store }: Context, link: string): Promise<void> {
  try {
    const setup = await session.storage.readLink(link);
    const { sample, fingerprint } = setup.dataset;
    store.setState({ problem: null, link: setup });
    const { logs } = await session.storage.list();
    if (sample) await session.data.loadSample(sample.name, sample.options);
    else if (logs.some((log) => log.fingerprint === fingerprint)) await session.storage.openLog(fingerprint);
    else if (!store.getState().dataset) await session.data.loadSample(SAMPLE_WITHOUT_LINK);
  } catch (error) {
    if (!store.getState().dataset) await session.data.loadSample(SAMPLE_WITHOUT_LINK);
    store.setState({ problem: toProblem(error, 'link'), link: null });
  }
}

async function draftLink({ session, store }: Context, link: string): Promise<void> {
  const { method: name, config, dataset } = await session.storage.readLink(link);
  const method = methodEntry(name)?.id;
  if (!method || dataset.fingerprint !== store.getState().dataset?.summary.fingerprint) return;
  const defaults = await session.training.resolveConfig({ method });
  store.setState({ draft: { method, defaults, config } });
}
