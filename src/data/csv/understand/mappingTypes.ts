/** What the columns of an uploaded file can mean, and how that was understood. */
import type { Acknowledgeable } from '../../report/acknowledgement';
import type { PerObjective, SplitMethod } from '../../schema';
import type { TableKind } from '../../table/table';
import type { EncodingReason } from '../../table/text/textEncoding';
import type { NumberFormat } from '../cells/numberFormats';
import type { TimeFormat } from '../cells/timeFormats';

export type ColumnRole =
  | 'user'
  | 'item'
  | 'exposure'
  | 'click'
  | 'conversion'
  | 'event'
  | 'rating'
  | 'timestamp'
  | 'title'
  | 'userFeature'
  | 'itemFeature'
  | 'ignored';

/** Roles that at most one column plays. */
export const SINGLE_ROLES = [
  'user',
  'item',
  'exposure',
  'click',
  'conversion',
  'event',
  'rating',
  'timestamp',
] as const satisfies readonly ColumnRole[];
export type SingleRole = (typeof SINGLE_ROLES)[number];

/**
 * How a file records the outcome of an exposure:
 * `flags`: a row is an exposure with 0/1 columns; `events`: a row is one event, its kind in a column;
 * `ratings`: a row is an exposure with a number that thresholds turn into click and conversion;
 * `impressions`: a row is a list of items that were shown together, those clicked marked in it (N1-0 N2-1) or
 * listed in a column of their own.
 */
export const LOG_SHAPES = ['flags', 'events', 'ratings', 'impressions'] as const;
export type LogShape = (typeof LOG_SHAPES)[number];

/** The columns that hold the outcome of an exposure in each shape of log, beside user, item and timestamp. */
export const ROLES_OF_SHAPE = {
  flags: ['exposure', 'click', 'conversion'],
  events: ['event'],
  ratings: ['rating'],
  impressions: ['click', 'conversion'],
} as const satisfies Record<LogShape, readonly ColumnRole[]>;

/** The last is any number of blanks; ^A, ^B and ^C are control characters. */
export const SEPARATORS = [',', ';', '\t', '|', '::', '\u0001', '\u0002', '\u0003', '^', ' '] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Windows-1252 contains Latin-1. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * How a file becomes a log: which column plays which role, and everything else a person can choose.
 * What is absent is guessed. Features are found by themselves; naming those of a side overrides that
 * for this side. The empty name says that there is no such column, whatever would be guessed.
 */
export interface ColumnMapping {
  user: string;
  item: string;
  exposure: string;
  click: string;
  conversion: string;
  timestamp: string;
  title: string;
  userFeatures: string[];
  itemFeatures: string[];

  shape: LogShape;
  /** `events`: the column with the kind of event, and which of its values mean which objective. */
  event: string;
  events: Partial<PerObjective<string[]>>;
  /** `ratings`: the column with the number, and from which number on it is a click or a conversion. */
  rating: string;
  thresholds: { click: number; conversion?: number | undefined };

  /** How the times are written; absent: decided over the column. */
  timeFormat: TimeFormat;
  /** The column with the time of day, where `timestamp` holds only the date. */
  timeOfDay: string;
  /** How numbers are written, by the name of the column; absent: decided over the column. */
  numberFormats: Record<string, NumberFormat>;
  /** Flag columns that say the opposite: 1 means that it did not happen (nonclk). */
  complements: string[];

  /** Features that are binned by quantiles; absent: those with fractions or declared `:float`. */
  numericFeatures: string[];
  /** Features whose cells are lists such as a|b|c; absent: those that look so or are declared `:token_seq`. */
  listFeatures: string[];

  /** What the objectives are called in this log: own, play, finish. */
  names: Partial<PerObjective<string>>;
  /** A conversion without click, a click without exposure: `close` fills the gap, `reject` drops the row. */
  nesting: 'close' | 'reject';
  /** Rows that cannot be read: `refuse` the file, or `skip` them; both list where they are. */
  badRows: 'refuse' | 'skip';
  split: SplitMethod;
  /**
   * Findings that were seen and do not stop: `one-objective` reads a log of one kind of event, the others let
   * training begin although they were found.
   */
  acknowledge: Acknowledgeable[];

  separator: Separator;
  encoding: Encoding;
  /** Whether the first row names the columns. */
  header: boolean;

  /** The share of the users that is loaded, whole, and the seed that draws them. */
  sample: { share: number; seed?: number | undefined };
  limits: Partial<LogLimits>;
}

/** What is refused before it costs memory. */
export interface LogLimits {
  /** Bytes of unpacked text. */
  bytes: number;
  rows: number;
  users: number;
  items: number;
}

/**
 * What one of several files holds: the events of one objective; `log`, rows with an outcome of their own, as in
 * a log of one file; `users` or `items`, a table that describes them, joined by their ids.
 */
export const FILE_CONTENTS = ['exposure', 'click', 'conversion', 'log', 'users', 'items'] as const;
export type FileContent = (typeof FILE_CONTENTS)[number];

/** One of several files. */
export interface LogFile {
  source: string | Blob;
  name?: string;
  /** Absent: decided by the file's name and columns, where they leave no doubt. */
  objective?: FileContent | undefined;
  /** Goes before what is said for all files. */
  mapping?: Partial<ColumnMapping>;
}

/** How a file was read: shown to the person, so that a wrong guess is seen. */
export interface CsvReport {
  /** Absent in reports that earlier versions stored: all of them of text. */
  kind?: TableKind;
  /** Absent where the file is no separated text. */
  separator?: Separator;
  /** The encoding; absent for a source that is a string. */
  encoding?: Encoding;
  encodingReason?: EncodingReason;
  gzip: boolean;
  header: boolean;
  shape: LogShape | 'files';
  events?: PerObjective<string[]>;
  thresholds?: { click: number; conversion?: number | undefined };
  /** How the times are written; absent without times. */
  timeFormat?: TimeFormat;
  /** The column of ratings where they are not written like 1234.5, and how they are. */
  numberFormats?: Record<string, NumberFormat>;
  columns: { name: string; role: ColumnRole; example: string }[];
  /** The number of notices, also of those beyond the hundred that are listed with the log. */
  notices: number;
  /** How many cases there are of each code. */
  counts: Record<string, number>;
}
