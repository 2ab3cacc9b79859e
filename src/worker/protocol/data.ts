/** Messages about logs: the one that is loaded, and what a file contains. */
import type { ColumnMapping, CsvReport, LogFile } from '../../data/csv/understand/mappingTypes';
import type { LogFormat } from '../../data/export/logFormats';
import type { FileProfile } from '../../data/profile/fileProfile';
import type { DataReport } from '../../data/report/dataReport';
import type { Feature, Issue, SplitMethod, SplitName } from '../../data/schema';
import type { DatasetSummary } from '../../data/summary';

export type { ColumnMapping, CsvReport, LogFile } from '../../data/csv/understand/mappingTypes';
export type { FileProfile } from '../../data/profile/fileProfile';
export type { DataReport } from '../../data/report/dataReport';

/** A dataset as the page shows it. */
export interface DatasetView {
  summary: DatasetSummary;
  /** The sample's name; undefined for an uploaded log. */
  sample?: string;
  /** Options the sample was generated with. */
  sampleOptions?: SampleOptions;
  csv?: CsvReport;
  splitMethod: SplitMethod;
  /** Rows of each split. */
  splitRows: Record<SplitName, number>;
  /** K of every Recall@K and NDCG@K on this log: min(50, ⌊N/10⌋), at least 5. */
  k: number;
  users: SideView;
  items: SideView;
}

export interface SideView {
  ids: string[];
  titles?: string[];
  features: Feature[];
}

export interface SampleOptions {
  seed?: number;
  users?: number;
  items?: number;
}

export interface InteractionRow {
  userId: string;
  itemId: string;
  click: boolean;
  conversion: boolean;
}

/** Every promise rejects with an error whose code and values name a sentence of the catalogue. */
export interface DataSession {
  loadSample(name?: string, options?: SampleOptions): Promise<DatasetSummary>;
  /**
   * Rejects with a CsvError (name 'CsvError', `issues`), or with name 'AbortError' once another file is read
   * or written; the log that was loaded before stays.
   */
  loadCsv(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<DatasetSummary>;
  /** Returns the files with each zip replaced by the tables it holds; rejects where one cannot be unpacked whole. */
  unpackFiles(files: readonly File[]): Promise<File[]>;
  /** Profiles a file, for proposeMapping and countFunnel. Loads nothing. */
  profileFile(source: File | Blob | string, mapping?: Partial<ColumnMapping>): Promise<FileProfile>;
  /**
   * Lists all errors, or all notices where the file can be loaded, that loadCsv would meet: the first 100,000.
   * Loads nothing.
   */
  listIssues(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<readonly Issue[]>;
  /** Stops reading or writing a file; its promise rejects with name 'AbortError'. */
  cancelLoading(): Promise<void>;
  /** Reports the funnel, the long tail and the anomalies of the loaded log. */
  dataReport(): Promise<DataReport>;
  /** Splits the loaded log in another way; a sample stays as it is. */
  changeSplit(method: SplitMethod): Promise<DatasetSummary>;
  /** Acknowledges findings of the loaded log by their codes: they stop no training any more. */
  acknowledge(codes: readonly string[]): Promise<void>;
  /**
   * Writes the loaded log as a CSV (default), a Parquet file or a zip of RecBole's three files; each reads back as
   * the same log.
   */
  exportLog(format?: LogFormat): Promise<Blob>;
  interactions(split: SplitName): Promise<InteractionRow[]>;
  users(): Promise<string[]>;
  items(): Promise<string[]>;
}
