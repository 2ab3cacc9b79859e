/** The uploaded log: the files being mapped, why they were refused, and the loaded log's report. */
import type { DataReport } from '../../data/report/dataReport';
import type { Issue } from '../../data/schema';
import type { CodedOrMessage } from '../messages/sentence';
import type { LoadRequest } from './draftCount';
import type { MappingDraft } from './mappingDraft';

/** Issues as they are shown: some of them, of how many, and where all of them can be read. */
export interface ListedIssues {
  readonly issues: readonly Issue[];
  /** The number of all issues; absent where all are listed. */
  readonly count?: number | undefined;
  /** What was read; reading it again finds all of them. */
  readonly request?: LoadRequest | null;
}

export interface Fault extends ListedIssues {
  /** Why, where no issue says it. */
  readonly reason: CodedOrMessage;
  /** Files that were refused when they were profiled, to be profiled again. */
  readonly files?: readonly File[];
}

export interface UploadView {
  /** Null: no files are waiting to be mapped. */
  readonly draft: MappingDraft | null;
  readonly fault: Fault | null;
  /** What the worker is reading. */
  readonly pending: LoadRequest | null;
  /** How the log on the page was read, so that it can be split again; null for samples and scripts. */
  readonly request: LoadRequest | null;
  /** The report of the log on the page; null until it came. */
  readonly report: DataReport | null;
}

export interface UploadSlice {
  upload: UploadView;
}

export const INITIAL_UPLOAD: UploadView = {
  draft: null,
  fault: null,
  pending: null,
  request: null,
  report: null,
};
