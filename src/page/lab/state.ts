/** The lab on the page: its experiment, the tables so far, and the draft of the next one. */
import type { Sweep } from '../../lab/labCatalogue';
import type { LabState, LabTable, SweepRow } from '../../worker/protocol/lab';
import type { Problem } from '../store/problem';
import { INITIAL_DRAFT, type LabDraft } from './labDraft';

export interface LabView {
  /** Null until the worker answered. */
  state: LabState | null;
  /** Tables of the trials that have ended. */
  tables: readonly LabTable[];
  /** Points of the sweeps seen since the page opened: their plots stay when another experiment begins. */
  sweeps: Readonly<Partial<Record<Sweep, readonly SweepRow[]>>>;
  /** Why the latest command was refused. */
  problem: Problem | null;
  draft: LabDraft;
}

export interface LabSlice {
  lab: LabView;
}

export const INITIAL_LAB: LabView = {
  state: null,
  tables: [],
  sweeps: {},
  problem: null,
  draft: INITIAL_DRAFT,
};

/** Takes in the worker's state. Tables of another experiment, or of an earlier run of this one, leave the page. Pure. */
export function withLabState(lab: LabView, state: LabState): LabView {
  const isNew = !isSameExperiment(lab.state, state) || state.done < (lab.state?.done ?? 0);
  return { ...lab, state, tables: isNew ? [] : lab.tables };
}

/** Whether two states are of one experiment; compared by value, for specs come as copies. */
export const isSameExperiment = (left: LabState | null, right: LabState | null): boolean =>
  JSON.stringify(left?.spec ?? null) === JSON.stringify(right?.spec ?? null);

/** Whether an experiment has begun and not ended, also while it waits or is paused. */
export function isUnderWay(state: LabState | null): boolean {
  return state !== null && ['running', 'waiting', 'paused', 'interrupted'].includes(state.status);
}
