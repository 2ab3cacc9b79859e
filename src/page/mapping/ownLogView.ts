/** What the page knows of a person's own log: the files being mapped, what is wrong, the loaded log's report. */
import type { DataReport } from '../../data/report/dataReport';
import type { Issue } from '../../data/schema';
import type { DatasetView } from '../../worker/dataProtocol';
import type { MappingDraft } from './draft';
import type { LogOrder } from './outcome';

/** Issues as they are told: some of them, of how many, and how to come by the rest. */
export interface ToldIssues {
  readonly issues: readonly Issue[];
  /** Of all; absent where all are listed. */
  readonly count?: number | undefined;
  /** What was read; reading it again finds all of them. */
  readonly order?: LogOrder | null;
}

export interface Fault extends ToldIssues {
  readonly message: string;
  /** What was refused at the first look, to be looked at again. */
  readonly files?: readonly File[];
}

export interface OwnLogView {
  /** Null: no files are waiting to be mapped. */
  readonly draft: MappingDraft | null;
  readonly fault: Fault | null;
  /** What the worker was asked to read and has not answered. */
  readonly pending: LogOrder | null;
  /** How the log on the page was read, so that it can be split again; null for samples and scripts. */
  readonly order: LogOrder | null;
  /** Of the log on the page; null until it came. */
  readonly report: DataReport | null;
}

export const INITIAL_OWN_LOG: OwnLogView = {
  draft: null,
  fault: null,
  pending: null,
  order: null,
  report: null,
};

/** A log is loaded: nothing is left to decide. Pure. */
export function hearLog({ pending }: OwnLogView, { sample }: DatasetView): OwnLogView {
  return { ...INITIAL_OWN_LOG, order: sample === undefined ? pending : null };
}
