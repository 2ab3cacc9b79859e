/**
 * Follows a part of the store. What a person does is drawn in the same task; what the worker reports is drawn as
 * a transition, in slices between which the page answers.
 */
import { startTransition, useLayoutEffect, useReducer, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/**
 * Returns what the selector takes from the newest state, and renders again whenever that is another value. A
 * transition that was begun before a change may show the older value until the next one.
 */
export function useSelection<State, T>(store: StoreApi<State>, selector: (state: State) => T): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const value = selector(store.getState());
  const drawn = useRef({ selector, value });
  // The state may have changed while a transition was drawn in slices.
  useLayoutEffect(() => {
    drawn.current = { selector, value };
    if (!Object.is(selector(store.getState()), value)) startTransition(redraw);
  });
  useLayoutEffect(
    () =>
      store.subscribe((state) => {
        if (!hasChanged(drawn.current, state)) return;
        if (isAnswering()) redraw();
        else startTransition(redraw);
      }),
    [store],
  );
  return value;
}

interface Drawn<State, T> {
  selector: (state: State) => T;
  value: T;
}

/** A selector that throws is of a component which the same change removes: rendering it says so, or does not happen. */
function hasChanged<State, T>({ selector, value }: Drawn<State, T>, state: State): boolean {
  try {
    return !Object.is(selector(state), value);
  } catch {
    return true;
  }
}

/** Whether a person's key, click or drag is being handled: React tells priorities apart in the same way. */
const isAnswering = (): boolean => globalThis.event !== undefined && globalThis.event.type !== 'message';
