/** The profile of a file, before anything is decided: its format and what its columns hold. */
import { createRandom } from '../../random';
import { createIssueList } from '../csv/issues/issueList';
import type { DeclaredType } from '../csv/understand/headerNames';
import type { ColumnMapping, Encoding, Separator } from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';
import { flatFormat } from '../table/flatFormat';
import { limitsOf, tooMany } from '../table/limits';
import { openTable } from '../table/openTable';
import type { TableKind, TableLayout, TableNotice, TakeRow } from '../table/table';
import type { EncodingReason } from '../table/text/textEncoding';
import { NotUtf8 } from '../table/text/textSource';
import { detachedText } from '../vocabulary';

export interface ColumnProfile {
  name: string;
  type?: DeclaredType | undefined;
  /** Trimmed values with the rows that have them, the most frequent first; absent beyond a thousand. */
  values?: { value: string; rows: number }[];
  /** Rows without a value. */
  empty: number;
}

/** Plain data: it travels from the worker to the page, which proposes and counts on it. */
export interface FileProfile {
  file: string;
  kind: TableKind;
  /** Absent where the file is no separated text. */
  separator?: Separator;
  encoding?: Encoding;
  encodingReason?: EncodingReason;
  gzip: boolean;
  header: boolean;
  /** A column of row numbers in front, no data. */
  indexColumn?: string;
  columns: ColumnProfile[];
  /** The first twenty rows. */
  preview: string[][];
  /** All rows, or a random sample of them in the file's order. */
  rows: string[][];
  rowCount: number;
  /** Rows that do not fit the header or whose quotes do not close; at most 100 listed. */
  issues: Issue[];
  counts: Record<string, number>;
  /** What is worth knowing of how the table was read: lines passed over, letters that are none. */
  notices: TableNotice[];
  /** The issue of more rows than can be loaded; a smaller share of the users may fit. */
  excess?: Issue;
}

export interface ProfileOptions {
  readonly source: string | Blob;
  readonly fileName?: string | undefined;
  /** Only its separator, encoding, header, sample and limits matter here. */
  readonly mapping?: Partial<ColumnMapping> | undefined;
  /** Rows in the sample. */
  readonly sampleRows?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const PREVIEW = 20;
/** Rows in the sample: few enough that the page proposes roles within two or three frames. */
const SAMPLE_ROWS = 8_000;
const MAX_VALUES = 1000;

/** Reads the whole file once and keeps little of it. Throws CsvError for a file that is no table. */
export async function profileFile(options: ProfileOptions): Promise<FileProfile> {
  try {
    return await profileOnce(options, options.mapping?.encoding);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return profileOnce(options, 'windows-1252');
  }
}

async function profileOnce(options: ProfileOptions, encoding?: Encoding): Promise<FileProfile> {
  const { source, mapping = {}, signal, onProgress } = options;
  const file = options.fileName ?? (source instanceof File ? source.name : 'log.csv');
  const limits = limitsOf(mapping);
  const share = mapping.sample?.share ?? 1;
  const { separator, header } = mapping;
  const how = { file, separator, encoding, header, maxBytes: limits.bytes, share, signal, onProgress };
  const table = await openTable(source, how);
  const { layout } = table;
  const issues = createIssueList(file);
  const profiler = createProfiler(layout, options.sampleRows ?? SAMPLE_ROWS);
  await table.read(profiler.take, issues.add);
  const seen = profiler.seen();
  const fitting = limits.rows / seen.rowCount;
  return {
    file,
    ...flatFormat(table.format),
    ...(layout.indexColumn !== undefined && { indexColumn: layout.names[layout.indexColumn]! }),
    ...seen,
    ...(fitting < share && { excess: tooMany(file, 'rows', { limit: limits.rows, fitting }) }),
    issues: issues.listed(),
    counts: issues.counts(),
    notices: table.notices(),
  };
}

/** Counts values and keeps a reservoir of rows (Vitter's R, seeded: the same file, the same sample). */
function createProfiler({ names, types }: TableLayout, maxRows: number) {
  const random = createRandom(0, 'profile');
  const kept: { row: number; fields: string[] }[] = [];
  const preview: string[][] = [];
  const counters = names.map(createValueCounter);
  let rowCount = 0;
  const take: TakeRow = (fields) => {
    const row = rowCount++;
    counters.forEach((counter, column) => {
      counter.see(fields[column]!.trim());
    });
    if (preview.length < PREVIEW) preview.push(fields);
    if (kept.length < maxRows) kept.push({ row, fields: fields.map(detachedText) });
    else {
      const slot = random.integer(rowCount);
      if (slot < maxRows) kept[slot] = { row, fields: fields.map(detachedText) };
    }
  };
  const seen = () => ({
    columns: names.map(
      (name, column): ColumnProfile => ({ name, type: types[column], ...counters[column]!.seen() }),
    ),
    preview,
    rows: kept.sort((a, b) => a.row - b.row).map(({ fields }) => fields),
    rowCount,
  });
  return { take, seen };
}

function createValueCounter() {
  const counts = new Map<string, number>();
  let empty = 0;
  let tooMany = false;
  return {
    see(value: string) {
      if (value === '') empty++;
      if (tooMany) return;
      const before = counts.get(value);
      if (before === undefined) counts.set(detachedText(value), 1);
      else counts.set(value, before + 1);
      if (counts.size <= MAX_VALUES) return;
      tooMany = true;
      counts.clear();
    },
    seen() {
      const values = [...counts].map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows - a.rows);
      return { ...(!tooMany && { values }), empty };
    },
  };
}
