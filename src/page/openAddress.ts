/** What an address asks for: a link's setup or the run to begin with, its stage, and its user. */
import type { StoreApi } from 'zustand/vanilla';
import type { Commands } from './commands';
import { decodeRetrieval } from './retrieve/address';
import type { Address, Query } from './shell/address';
import type { PageState } from './state';
import { decodeRun, encodeRun } from './storage/address';
import { isTraining } from './train/state';

interface Page {
  store: StoreApi<PageState>;
  commands: Commands;
}

/** Opens what the address at the start asks for, else the run to begin with. `snapshot`: the run that ships with the page. */
export async function openAddress(
  { setup, query }: Address,
  { store, commands, snapshot }: Page & { snapshot: Promise<Blob | null> },
): Promise<void> {
  const page = { store, commands };
  if (setup) return openSetup(setup, query, page);
  await commands.openFirstRun(snapshot, decodeRun(new URLSearchParams(query)).run);
  await showStageAndUser(query, page);
}

/** Opens a link's log and what the query shows; what Train would do is what the link says, whatever run is shown. */
export async function openSetup(setup: string, query: Query, page: Page): Promise<void> {
  await page.commands.openLink(setup);
  await openQuery(query, page);
  if (page.store.getState().run) await page.commands.draftLink(setup);
}

/**
 * Shows the run, the stage and the user of a query where they are there. While a model trains, the run and its stage
 * stay as they are.
 */
export async function openQuery(query: Query, page: Page): Promise<void> {
  const state = page.store.getState();
  const { run } = decodeRun(new URLSearchParams(query));
  const isOther = run !== undefined && run !== encodeRun(state).run;
  if (isOther && !isTraining(state)) await page.commands.openSavedRun(run);
  await showStageAndUser(query, page);
}

async function showStageAndUser(query: Query, page: Page): Promise<void> {
  const parameters = new URLSearchParams(query);
  const { run, stage = null } = decodeRun(parameters);
  const state = page.store.getState();
  if (!isTraining(state) && run === encodeRun(state).run) await showStage(stage, page);
  await showUser(decodeRetrieval(parameters).userId, page);
}

/** Does nothing where the run has no such stage. */
async function showStage(stage: number | null, { store, commands }: Page): Promise<void> {
  const { shownStage, reports } = store.getState();
  if (stage === (shownStage?.stage ?? null)) return;
  if (stage === null || stage < reports.length) await commands.showStage(stage);
}

/** A user who is not in the log is left out. */
async function showUser(userId: string | null | undefined, { store, commands }: Page): Promise<void> {
  const { dataset, run, userId: shown } = store.getState();
  if (!userId || userId === shown || !dataset?.users.ids.includes(userId)) return;
  if (run) await commands.chooseUser(userId);
  else store.setState({ userId });
}
