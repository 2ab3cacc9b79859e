/** What the commands of all panels share. */
import type { Session } from '../worker/protocol/session';
import type { Problem } from './problem';
import type { PageStore } from './store';

/** What every command needs. `attempt` reports a rejection as a problem instead of throwing it. */
export interface CommandContext {
  session: Session;
  store: PageStore;
  attempt(kind: Problem['kind'], work: () => Promise<unknown>): Promise<void>;
}
