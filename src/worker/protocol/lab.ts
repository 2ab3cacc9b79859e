/** Messages about experiments in the lab. */
import type { Coded } from '../../coded';
import type { LabRequest, LabSpec, Trial } from '../../lab/experiment';
import type { Sweep } from '../../lab/labCatalogue';
import type { SweepBase, SweepRow } from '../../lab/sensitivity';
import type { LabTable } from '../../lab/table';
import type { TrialProgress } from '../../lab/trainVariant';

export type { DatasetRequest, LabRequest, LabSpec, Trial } from '../../lab/experiment';
export type { Figure, LabRow, RowMeasures, TradeOff } from '../../lab/row';
export type { SweepRow } from '../../lab/sensitivity';
export type { Estimate } from '../../lab/statistics';
export type { LabTable } from '../../lab/table';

/**
 * `waiting`: a training on the page is under way; the lab resumes when it has ended.
 * `interrupted`: left unfinished by an earlier visit; `resume` continues it.
 */
export type LabStatus =
  | 'idle'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'interrupted'
  | 'finished'
  | 'cancelled'
  | 'failed';

export interface LabState {
  status: LabStatus;
  /** Null while there is no experiment. */
  spec: LabSpec | null;
  /** Number of trials that ended. */
  done: number;
  /** Number of trials of the experiment. */
  total: number;
  /** Null until it can be estimated. */
  etaMs: number | null;
  /** The trial that runs, or the next one. */
  trial: Trial | null;
  /** Gradient steps within the trial. */
  progress: TrialProgress | null;
  /** Reason why it failed. */
  failure?: Coded;
}

/** Every promise rejects with an error whose code and values name a sentence of the catalogue. */
export interface LabSession {
  /**
   * Begins an experiment in the background. Rejects when the request is invalid, when another experiment is
   * not finished, or when an uploaded log it names is not the loaded one.
   */
  start(request: LabRequest): Promise<void>;
  /** Pauses; resolves once the current step is done. */
  pause(): Promise<void>;
  /** Resumes a paused experiment, or one that an earlier visit left unfinished. */
  resume(): Promise<void>;
  /** Cancels the experiment; its finished trials stay in the journal and in the table. */
  cancel(): Promise<void>;
  state(): Promise<LabState>;
  /** Tables of the outcomes so far; they change when `done` does. */
  tables(): Promise<LabTable[]>;

  /** Starts an experiment with CSMF at every value of τ, γ or granularity. */
  startSweep(sweep: Sweep, base: SweepBase): Promise<void>;
  /** Returns the points of its plot so far; none when the experiment is not this sweep. */
  sweepRows(sweep: Sweep): Promise<SweepRow[]>;
}
