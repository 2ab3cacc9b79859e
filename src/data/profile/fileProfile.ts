/** The profile of a file, before anything is decided: its format and what its columns hold. */
import { createRandom } from '../../random';
import { createIssueList } from '../csv/issues/issueList';
import { misfit } from '../csv/rows/rowReader';
import { limitsOf, tooMany } from '../csv/source/limits';
import { createRowParser } from '../csv/source/rowParser';
import type { EncodingReason } from '../csv/source/textEncoding';
import { NotUtf8, openText, readHead, type TextSource } from '../csv/source/textSource';
import { fileLayout, type Layout } from '../csv/understand/fileLayout';
import type { DeclaredType } from '../csv/understand/headerNames';
import type { ColumnMapping, Encoding, Separator } from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';
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
  separator: Separator;
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
  const text = await openText(source, { file, encoding, maxBytes: limits.bytes, share, signal, onProgress });
  const issues = createIssueList(file);
  const pieces = text.pieces[Symbol.asyncIterator]();
  const head = await readHead(pieces);
  const layout = fileLayout(file, head, mapping);
  const profiler = createProfiler(layout, issues.add, options.sampleRows ?? SAMPLE_ROWS);
  profiler.parser.push(head);
  for (let next = await pieces.next(); !next.done; next = await pieces.next())
    profiler.parser.push(next.value);
  profiler.parser.end();
  const seen = profiler.seen();
  const fitting = limits.rows / seen.rowCount;
  return {
    file,
    ...formatOf(text, layout),
    ...seen,
    ...(fitting < share && { excess: tooMany(file, 'rows', { limit: limits.rows, fitting }) }),
    issues: issues.listed(),
    counts: issues.counts(),
  };
}

function formatOf({ encoding, gzip }: TextSource, { separator, header, names, indexColumn }: Layout) {
  return {
    separator,
    ...(encoding && { encoding: encoding.encoding, encodingReason: encoding.reason }),
    gzip,
    header,
    ...(indexColumn !== undefined && { indexColumn: names[indexColumn]! }),
  };
}

/** Counts values and keeps a reservoir of rows (Vitter's R, seeded: the same file, the same sample). */
function createProfiler(layout: Layout, addIssue: (issue: Issue) => void, maxRows: number) {
  const { names, types } = layout;
  const random = createRandom(0, 'profile');
  const kept: { row: number; fields: string[] }[] = [];
  const preview: string[][] = [];
  const counters = names.map(createValueCounter);
  let headerPending = layout.header;
  let rowCount = 0;
  const parser = createRowParser(layout.separator, (fields, line, broken) => {
    const isHeader = headerPending;
    headerPending = false;
    if (isHeader) return;
    if (broken || fields.length !== names.length) {
      return addIssue(misfit(line, { found: fields.length, expected: names.length, broken }));
    }
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
  });
  const seen = () => ({
    columns: names.map(
      (name, column): ColumnProfile => ({ name, type: types[column], ...counters[column]!.seen() }),
    ),
    preview,
    rows: kept.sort((a, b) => a.row - b.row).map(({ fields }) => fields),
    rowCount,
  });
  return { parser, seen };
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
