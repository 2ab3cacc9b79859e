/** The page around the panels: its view, its colours, the engine, what is loading and what went wrong. */
import type { EngineChoice, SessionEvent } from '../../worker/protocol/session';
import type { Problem } from '../store/problem';
import type { View } from './address';

export type Theme = 'auto' | 'light' | 'dark';

/** What opens beside a view and closes again. */
export type Drawer = 'plan' | 'pruning' | 'charts' | 'user' | 'shortcuts' | 'about' | 'delete' | 'setup';

/** A part of the instrument that the article points at. */
export type Part = 'data' | 'stages' | 'masks' | 'vector' | 'recall' | 'fusion' | 'list';

export interface ShellSlice {
  view: View;
  drawer: Drawer | null;
  /** The part that is outlined; on a phone the picture that is shown follows it. */
  outlined: Part | null;
  theme: Theme;
  engine: EngineChoice | null;
  problem: Problem | null;
  loading: Pick<Extract<SessionEvent, { type: 'loading' }>, 'what' | 'done' | 'total'> | null;
  /** The browser stopped the worker: no command is answered any more. */
  isWorkerGone: boolean;
}

export const INITIAL_SHELL: ShellSlice = {
  view: 'play',
  drawer: null,
  outlined: null,
  theme: 'auto',
  engine: null,
  problem: null,
  loading: null,
  isWorkerGone: false,
};
