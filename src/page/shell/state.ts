/** The page around the panels: its colours, the engine, what is loading and what went wrong. */
import type { EngineChoice, SessionEvent } from '../../worker/protocol/session';
import type { Problem } from '../store/problem';

export type Theme = 'auto' | 'light' | 'dark';

export interface ShellSlice {
  theme: Theme;
  engine: EngineChoice | null;
  problem: Problem | null;
  loading: Pick<Extract<SessionEvent, { type: 'loading' }>, 'what' | 'done' | 'total'> | null;
  /** The browser stopped the worker: no command is answered any more. */
  isWorkerGone: boolean;
}

export const INITIAL_SHELL: ShellSlice = {
  theme: 'auto',
  engine: null,
  problem: null,
  loading: null,
  isWorkerGone: false,
};
