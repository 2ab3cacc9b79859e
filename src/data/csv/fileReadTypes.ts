/** What the reading of one file is given, and what it finds out about the file. */

import type { TableFormat, TableLayout } from '../table/table';
import type { IssueList } from './issues/issueList';
import type { CellFindings } from './rows/cellFindings';
import type { Collector } from './rows/collector';
import type { ColumnFormats } from './rows/columnFormats';
import type { Anomalies, OutcomeOptions } from './rows/rowOutcome';
import type { Roles } from './understand/mapping';
import type { ColumnMapping, CsvReport, Encoding, LogFile } from './understand/mappingTypes';

export interface FileOptions {
  readonly file: LogFile & { name: string };
  /** Several files: each holds the events of one objective. */
  readonly isOneOfSeveral: boolean;
  readonly mapping: Partial<ColumnMapping>;
  readonly collector: Collector;
  readonly issues: IssueList;
  readonly notices: IssueList;
  readonly anomalies: Anomalies;
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
  format: TableFormat;
  layout: TableLayout;
  roles: Roles;
  shape: CsvReport['shape'];
  thresholds?: { click: number; conversion?: number | undefined };
  /** Rows below the header, but for users that were not drawn. */
  rows: number;
  /** How its columns are written. */
  formats: ColumnFormats;
  /** What its cells turned out to hold. */
  cells: CellFindings;
}
