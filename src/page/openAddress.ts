/** What the address asks for at the start: a link's setup or the first sample, then its user. */
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands';
import { decodeRetrieval } from './retrieve/address';
import type { Address } from './shell/address';
import type { PageState } from './state';

const FIRST_SAMPLE = 'shop';

/** Loads what an address asks for; a user who is not in the log is left out. */
export async function openAddress(
  { setup, look }: Address,
  store: StoreApi<PageState>,
  commands: Commands,
): Promise<void> {
  if (setup) await commands.openLink(setup);
  else await commands.loadSample(FIRST_SAMPLE);
  const { userId } = decodeRetrieval(new URLSearchParams(look));
  if (userId && store.getState().dataset?.users.ids.includes(userId)) store.setState({ userId });
}
