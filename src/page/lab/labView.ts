/** What the page knows of the lab, and how it hears of it. */
import type { Sweep } from '../../lab/catalogue';
import type { LabState, LabTable, SweepRow } from '../../worker/protocol/lab';
import type { Problem } from '../problem';
import { INITIAL_DRAFT, type LabDraft } from './labDraft';

export interface LabView {
  /** Null until the worker told. */
  state: LabState | null;
  /** Of the outcomes so far. */
  tables: readonly LabTable[];
  /** Of the sweeps seen since the page opened: an experiment replaces the one before, a plot stays. */
  sweeps: Readonly<Partial<Record<Sweep, readonly SweepRow[]>>>;
  /** Why the latest command was refused. */
  problem: Problem | null;
  draft: LabDraft;
}

export const INITIAL_LAB: LabView = {
  state: null,
  tables: [],
  sweeps: {},
  problem: null,
  draft: INITIAL_DRAFT,
};

/** Pure. Tables of another experiment, or of an earlier run of this one, leave the page. */
export function withLabState(lab: LabView, state: LabState): LabView {
  const isNew = !isSameExperiment(lab.state, state) || state.done < (lab.state?.done ?? 0);
  return { ...lab, state, tables: isNew ? [] : lab.tables };
}

/** Specs come as copies. */
export const isSameExperiment = (one: LabState | null, other: LabState | null): boolean =>
  JSON.stringify(one?.spec ?? null) === JSON.stringify(other?.spec ?? null);

/** Between its start and its end, whoever waits for whom. */
export function isUnderWay(state: LabState | null): boolean {
  return state !== null && ['running', 'waiting', 'paused', 'interrupted'].includes(state.status);
}
