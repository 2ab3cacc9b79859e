/** How the worker's events change the page around the panels. */
import type { EngineChoice, SessionEvent } from '../../worker/protocol/session';
import { problemOf } from '../store/problem';
import { INITIAL_SHELL, type ShellSlice } from './state';

/** Returns what changes in the shell's slice. Pure. */
export function shellChanges(state: ShellSlice, event: SessionEvent): Partial<ShellSlice> {
  const { theme, engine, view, drawer } = state;
  switch (event.type) {
    case 'loading':
      return { loading: { what: event.what, done: event.done, total: event.total } };
    case 'loading-ended':
      return { loading: null };
    case 'dataset':
    case 'deleted':
      return { ...INITIAL_SHELL, theme, engine, view, drawer };
    case 'prepared':
      return { problem: null };
    case 'status':
      return failureChanges(event);
    case 'engine':
      return engineChanges(event.choice);
    case 'not-saved':
      return { problem: problemOf('storage', event) };
    default:
      return {};
  }
}

/** A failure is a problem even when no command waits for it: `play` returns at once. */
function failureChanges(event: Extract<SessionEvent, { type: 'status' }>): Partial<ShellSlice> {
  const hasReason = event.code !== undefined;
  return event.status === 'failed' && hasReason ? { problem: problemOf('training', event) } : {};
}

/** The sentences of a lost device, by the reason for the next engine. */
const LOSS_CODES: Readonly<Partial<Record<EngineChoice['reasonCode'], string>>> = {
  'device-lost': 'device-replaced',
  'device-lost-again': 'device-given-up',
};

/** Another engine computes: worth a notice only when the previous one was lost. */
function engineChanges(engine: EngineChoice): Partial<ShellSlice> {
  const code = LOSS_CODES[engine.reasonCode];
  return code ? { engine, problem: problemOf('device', { code }) } : { engine };
}
