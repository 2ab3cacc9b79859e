/** What the commands of every panel are given. */
import type { Session } from '../../worker/protocol/session';
import type { PageStore } from './pageStore';
import type { Problem } from './problem';

export interface CommandContext<State> {
  session: Session;
  store: PageStore<State>;
  /** Runs `work`; a rejection becomes the page's problem instead of an exception. */
  attempt(kind: Problem['kind'], work: () => Promise<unknown>): Promise<void>;
}
