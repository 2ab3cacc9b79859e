/** A first look at a file, before anything is decided: how it is written, what its columns hold. */
import { createRandom } from '../../random';
import { createIssueList } from '../csv/issues/issueList';
import { misfit } from '../csv/rows/rowReader';
import { limitsOf, tooMany } from '../csv/source/limits';
import { createRowParser } from '../csv/source/rowParser';
import type { EncodingReason } from '../csv/source/textEncoding';
import { NotUtf8, openText, readHead, type TextSource } from '../csv/source/textSource';
import type { DeclaredType } from '../csv/understand/headerNames';
import { type Layout, layoutOf } from '../csv/understand/layout';
import type { ColumnMapping, Encoding, Separator } from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';
import { ownText } from '../vocabulary';

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
  /** More rows than can be loaded: a smaller share of the users may. */
  excess?: Issue;
}

export interface ProfileOptions {
  readonly source: string | Blob;
  readonly fileName?: string | undefined;
  /** Of which only separator, encoding, header, sample and limits matter here. */
  readonly mapping?: Partial<ColumnMapping> | undefined;
  /** Rows kept to count on. */
  readonly sampleRows?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const PREVIEW = 20;
/** Few enough that the page judges them between two frames or three. */
const SAMPLE_ROWS = 8_000;
const MAX_VALUES = 1000;

/** Reads the whole file once, keeping little of it. Throws CsvError for a file that is no table. */
export async function profileFile(options: ProfileOptions): Promise<FileProfile> {
  try {
    return await surveyOnce(options, options.mapping?.encoding);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return surveyOnce(options, 'windows-1252');
  }
}

async function surveyOnce(options: ProfileOptions, encoding?: Encoding): Promise<FileProfile> {
  const { source, mapping = {}, signal, onProgress } = options;
  const file = options.fileName ?? (source instanceof File ? source.name : 'log.csv');
  const limits = limitsOf(mapping);
  const share = mapping.sample?.share ?? 1;
  const text = await openText(source, { file, encoding, maxBytes: limits.bytes, share, signal, onProgress });
  const issues = createIssueList(file);
  const pieces = text.pieces[Symbol.asyncIterator]();
  const head = await readHead(pieces);
  const layout = layoutOf(file, head, mapping);
  const look = startLook(layout, issues.add, options.sampleRows ?? SAMPLE_ROWS);
  look.parser.push(head);
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) look.parser.push(next.value);
  look.parser.end();
  const seen = look.seen();
  const fitting = limits.rows / seen.rowCount;
  return {
    file,
    ...writtenAs(text, layout),
    ...seen,
    ...(fitting < share && { excess: tooMany(file, 'rows', { limit: limits.rows, fitting }) }),
    issues: issues.listed(),
    counts: issues.counts(),
  };
}

function writtenAs({ encoding, gzip }: TextSource, { separator, header, names, indexColumn }: Layout) {
  return {
    separator,
    ...(encoding && { encoding: encoding.encoding, encodingReason: encoding.reason }),
    gzip,
    header,
    ...(indexColumn !== undefined && { indexColumn: names[indexColumn]! }),
  };
}

/** Counts values and keeps a reservoir of rows (Vitter's R, seeded: the same file, the same sample). */
function startLook(layout: Layout, complain: (issue: Issue) => void, most: number) {
  const { names, types } = layout;
  const random = createRandom(0, 'profile');
  const kept: { place: number; fields: string[] }[] = [];
  const preview: string[][] = [];
  const counters = names.map(createValueCounter);
  let headerPending = layout.header;
  let rowCount = 0;
  const parser = createRowParser(layout.separator, (fields, line, broken) => {
    const isHeader = headerPending;
    headerPending = false;
    if (isHeader) return;
    if (broken || fields.length !== names.length) {
      return complain(misfit(line, { found: fields.length, expected: names.length, broken }));
    }
    const place = rowCount++;
    counters.forEach((counter, column) => {
      counter.see(fields[column]!.trim());
    });
    if (preview.length < PREVIEW) preview.push(fields);
    if (kept.length < most) kept.push({ place, fields: fields.map(ownText) });
    else {
      const slot = random.integer(rowCount);
      if (slot < most) kept[slot] = { place, fields: fields.map(ownText) };
    }
  });
  const seen = () => ({
    columns: names.map(
      (name, column): ColumnProfile => ({ name, type: types[column], ...counters[column]!.seen() }),
    ),
    preview,
    rows: kept.sort((a, b) => a.place - b.place).map(({ fields }) => fields),
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
      if (before === undefined) counts.set(ownText(value), 1);
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
