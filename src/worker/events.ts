/** Session events, from the services to whoever subscribed. */
import type { SessionEvent } from './protocol/session';

type Listener = (event: SessionEvent) => void;

export type Emit = Listener;

export interface Events {
  emit: Emit;
  subscribe(listener: Listener): void;
}

/** Creates the events of a session. Listeners are called in the order in which they subscribed. */
export function createEvents(): Events {
  const listeners: Listener[] = [];
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
