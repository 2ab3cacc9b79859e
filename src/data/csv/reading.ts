/** What the reading of one file is given, and what it finds out about the file. */
import type { Collector } from './collector';
import type { ColumnMapping, CsvReport, Encoding, LogFile } from './columns';
import type { EncodingGuess } from './encoding';
import type { Layout } from './layout';
import type { Roles } from './mapping';
import type { OutcomeOptions, Surprises } from './outcome';
import type { TimeUnit } from './timestamps';
import type { IssueList } from './validate';

export interface FileOptions {
  readonly file: LogFile & { name: string };
  /** More than one file: each holds one objective's events. */
  readonly several: boolean;
  readonly mapping: Partial<ColumnMapping>;
  readonly collector: Collector;
  readonly issues: IssueList;
  readonly remarks: IssueList;
  readonly surprises: Surprises;
  readonly events: OutcomeOptions['events'];
  readonly keepsUser: (userId: string) => boolean;
  /** Goes before any guess: an earlier reading found out. */
  readonly encoding?: Encoding | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** How one file was read. */
export interface FileReading {
  name: string;
  layout: Layout;
  roles: Roles;
  shape: CsvReport['shape'];
  thresholds?: { click: number; conversion?: number | undefined };
  encoding?: EncodingGuess;
  gzip: boolean;
  /** Rows below the header, but for users that were not drawn. */
  rows: number;
  trimmedIds: number;
  timeUnits: Map<TimeUnit, number>;
}
