/** Links to a setup: written into the address, and opened from there. */
import type { CommandContext } from '../commandContext';
import { toProblem } from '../problem';

export interface LinkCommands {
  /** → whether there is one: in the address bar, and where it is allowed in the clipboard. */
  copyLink(): Promise<boolean>;
  /** Loads the log that the link is of, where it can be had; else any log, and the link waits for its own. */
  openLink(link: string): Promise<void>;
  dismissLink(): void;
}

const SAMPLE_WITHOUT_LINK = 'shop';

/** Whether what stands behind the address's # is a setup, of whatever version. */
export const isLink = (hash: string): boolean => hash.startsWith('#setup=');

/** A setup in the address names its log. */
export function clearLink(): void {
  const { hash, pathname, search } = window.location;
  if (isLink(hash)) window.history.replaceState(null, '', pathname + search);
}

export function createLinkCommands({ session, store, attempt }: CommandContext): LinkCommands {
  return {
    async copyLink() {
      let isWritten = false;
      await attempt('link', async () => {
        const { method, config } = store.getState().draft;
        const link = await session.writeLink({ method, ...(config && { config }) });
        window.history.replaceState(null, '', `#${link}`);
        isWritten = true;
        await navigator.clipboard?.writeText(window.location.href).catch(() => undefined);
      });
      return isWritten;
    },
    openLink: (link) =>
      attempt('link', async () => {
        try {
          const setup = await session.readLink(link);
          const { sample, fingerprint } = setup.dataset;
          store.setState({ problem: null, link: setup });
          const { logs } = await session.kept();
          if (sample) await session.loadSample(sample.name, sample.options);
          else if (logs.some((log) => log.fingerprint === fingerprint))
            await session.openKeptLog(fingerprint);
          else if (!store.getState().dataset) await session.loadSample(SAMPLE_WITHOUT_LINK);
        } catch (error) {
          if (!store.getState().dataset) await session.loadSample(SAMPLE_WITHOUT_LINK);
          store.setState({ problem: toProblem(error, 'link'), link: null });
        }
      }),
    dismissLink: () => store.setState({ link: null }),
  };
}
