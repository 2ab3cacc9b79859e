/** What the address asks for at the start: a link's setup or the run to begin with, then its user. */
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands';
import { decodeRetrieval } from './retrieve/address';
import type { Address } from './shell/address';
import type { PageState } from './state';

interface Opening {
  store: StoreApi<PageState>;
  commands: Commands;
  /** The run that ships with the page. */
  snapshot: Promise<Blob | null>;
}

/** Opens what an address asks for, else the run to begin with; a user who is not in the log is left out. */
export async function openAddress(
  { setup, look }: Address,
  { store, commands, snapshot }: Opening,
): Promise<void> {
  if (setup) await commands.openLink(setup);
  else await commands.openFirstRun(snapshot);
  const { userId } = decodeRetrieval(new URLSearchParams(look));
  const { dataset, run } = store.getState();
  if (!userId || !dataset?.users.ids.includes(userId)) return;
  if (run) await commands.chooseUser(userId);
  else store.setState({ userId });
}
