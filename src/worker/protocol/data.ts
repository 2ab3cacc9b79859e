/** The wire, as far as it is about logs: what is loaded, and what a file holds. */
import type { ColumnMapping, CsvReport, LogFile } from '../../data/csv/understand/mappingTypes';
import type { FileProfile } from '../../data/profile/fileProfile';
import type { DataReport } from '../../data/report/dataReport';
import type { DatasetSummary, Feature, Issue, SplitMethod, SplitName } from '../../data/schema';

export type { ColumnMapping, CsvReport, LogFile } from '../../data/csv/understand/mappingTypes';
export type { FileProfile } from '../../data/profile/fileProfile';
export type { DataReport } from '../../data/report/dataReport';

/** A dataset as the page shows it. */
export interface DatasetView {
  summary: DatasetSummary;
  /** A sample's name, or undefined for a person's own log. */
  sample?: string;
  /** What the sample was drawn with. */
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

/** Every promise rejects with an Error whose message is a sentence for people. */
export interface DataSession {
  loadSample(name?: string, options?: SampleOptions): Promise<DatasetSummary>;
  /**
   * Rejects with a CsvError (name 'CsvError', `issues`), or with name 'AbortError' once another reading
   * begins; what was loaded before stays.
   */
  loadCsv(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<DatasetSummary>;
  /** A first look at a file, for proposeMapping and countFunnel; loads nothing. */
  profileFile(source: File | Blob | string, mapping?: Partial<ColumnMapping>): Promise<FileProfile>;
  /**
   * Lists all faults of what loadCsv would read, or all remarks where it can be loaded: the first 100,000.
   * Loads nothing.
   */
  listIssues(
    source: File | Blob | string | readonly LogFile[],
    mapping?: Partial<ColumnMapping>,
  ): Promise<readonly Issue[]>;
  /** Whatever file is being read or written stops; its promise rejects with name 'AbortError'. */
  cancelLoading(): Promise<void>;
  /** Of the loaded log: funnel, long tail, suspicious things. */
  dataReport(): Promise<DataReport>;
  /** The loaded log as a CSV that reads back as the same log. */
  exportLog(): Promise<Blob>;
  interactions(split: SplitName): Promise<InteractionRow[]>;
  users(): Promise<string[]>;
  items(): Promise<string[]>;
}
