/** The lab's part of the wire: what the page asks of it, and what it hears. */
import type { Sweep } from '../../lab/catalogue';
import type { LabRequest, LabSpec, Trial } from '../../lab/experiment';
import type { SweepBase, SweepRow } from '../../lab/sensitivity';
import type { LabTable } from '../../lab/table';
import type { TrialProgress } from '../../lab/training';

export type { DatasetRequest, LabRequest, LabSpec, Trial } from '../../lab/experiment';
export type { Figure, LabRow, RowMeasures, TradeOff } from '../../lab/row';
export type { SweepRow } from '../../lab/sensitivity';
export type { Estimate } from '../../lab/statistics';
export type { LabTable } from '../../lab/table';

/**
 * `waiting`: a training on the page is under way; the lab goes on when it has ended.
 * `interrupted`: left unfinished by an earlier visit; `resumeLab` goes on with it.
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
  /** Trials that ended, of how many. */
  done: number;
  total: number;
  /** Null until it can be told. */
  etaMs: number | null;
  /** In work, or next. */
  trial: Trial | null;
  /** Gradient steps within the trial. */
  progress: TrialProgress | null;
  /** Why it failed. */
  message?: string;
}

export type LabFormat = 'csv' | 'latex' | 'markdown';

/** Every promise rejects with an Error whose message is a sentence for people. */
export interface LabSession {
  /**
   * Begins an experiment in the background. Rejects when it is none, when another is not finished, or when
   * an own log it names is not the loaded one.
   */
  startLab(request: LabRequest): Promise<void>;
  /** Resolves once the step in work is done. */
  pauseLab(): Promise<void>;
  /** Goes on with a paused experiment, or with one that an earlier visit left. */
  resumeLab(): Promise<void>;
  /** Gives the experiment up; its finished trials stay in the journal and on the table. */
  cancelLab(): Promise<void>;
  labState(): Promise<LabState>;
  /** Of the outcomes so far: ask when `done` has changed. */
  labTables(): Promise<LabTable[]>;
  labExport(format: LabFormat): Promise<string>;

  /** `startLab` with CSMF at every value of τ, γ or granularity. */
  startSweep(sweep: Sweep, base: SweepBase): Promise<void>;
  /** The points of its plot so far; none when the experiment is not this sweep. */
  sweepRows(sweep: Sweep): Promise<SweepRow[]>;
}
