/** Writes tables the way other programs do, for tests to read back. */
import { gzipSync } from 'node:zlib';
import type { Encoding, Separator } from '../../src/data/csv/understand/mappingTypes';

export interface Dialect {
  separator: Separator;
  encoding: Encoding;
  /** Byte order mark in front (Unicode only). */
  mark: boolean;
  lineEnd: '\n' | '\r\n';
  /** Quote every cell, or only where it is needed. */
  quoteAll: boolean;
  header: boolean;
  typed: boolean;
  /** A column of row numbers without a name in front. */
  index: boolean;
  gzip: boolean;
  /** A line end after the last row. */
  endsInLine: boolean;
}

export const PLAIN: Dialect = {
  separator: ',',
  encoding: 'utf-8',
  mark: false,
  lineEnd: '\n',
  quoteAll: false,
  header: true,
  typed: false,
  index: false,
  gzip: false,
  endsInLine: true,
};

/** The table as a file in that dialect. */
export function fileIn(dialect: Dialect, names: readonly string[], rows: readonly string[][]): Uint8Array {
  const bytes = encoded(textIn(dialect, names, rows), dialect);
  return dialect.gzip ? gzipSync(bytes) : bytes;
}

function textIn(dialect: Dialect, names: readonly string[], rows: readonly string[][]): string {
  const { separator, lineEnd, quoteAll, header, typed, index, endsInLine } = dialect;
  // Between blanks nothing stands for nothing.
  const isLost = (value: string) => separator === ' ' && value === '';
  const cell = (value: string) =>
    quoteAll || isLost(value) || /["\r\n]/.test(value) || value.includes(separator[0]!)
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  const titles = names.map((name) => (typed ? `${name}:token` : name));
  const table = [...(header ? [titles] : []), ...rows];
  const numbered = index
    ? table.map((row, place) => [header ? (place === 0 ? '' : String(place - 1)) : String(place), ...row])
    : table;
  const lines = numbered.map((row) => row.map(cell).join(separator));
  return lines.join(lineEnd) + (endsInLine ? lineEnd : '');
}

function encoded(text: string, { encoding, mark }: Dialect): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const little = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}

export const blobOf = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);
