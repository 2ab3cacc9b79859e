/** What the page knows of a person's own log: the files being mapped, what is wrong, the loaded log's report. */
import type { DataReport } from '../../data/report/dataReport';
import type { Issue } from '../../data/schema';
import type { DatasetView } from '../../worker/protocol/data';
import type { CodedOrMessage } from '../messages/sentence';
import type { LogOrder } from './draftCount';
import type { MappingDraft } from './mappingDraft';

/** Issues as they are told: some of them, of how many, and how to come by the rest. */
export interface ListedIssues {
  readonly issues: readonly Issue[];
  /** Of all; absent where all are listed. */
  readonly count?: number | undefined;
  /** What was read; reading it again finds all of them. */
  readonly order?: LogOrder | null;
}

export interface Fault extends ListedIssues {
  /** Why, where no issue says it. */
  readonly reason: CodedOrMessage;
  /** What was refused at the first look, to be looked at again. */
  readonly files?: readonly File[];
}

export interface UploadView {
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

export const INITIAL_UPLOAD: UploadView = {
  draft: null,
  fault: null,
  pending: null,
  order: null,
  report: null,
};

/** A log is loaded: nothing is left to decide. Pure. */
export function withLoadedLog({ pending }: UploadView, { sample }: DatasetView): UploadView {
  return { ...INITIAL_UPLOAD, order: sample === undefined ? pending : null };
}
