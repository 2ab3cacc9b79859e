/**
 * A table: rows of text cells, whatever the file is. Profile and reader see a person's file through this and
 * nothing else.
 */
import type { DeclaredType } from '../csv/understand/headerNames';
import type { Encoding, Separator } from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';
import type { EncodingGuess } from './text/textEncoding';

/** How a file holds its table; plain data. */
export type TableFormat =
  | {
      kind: 'text';
      separator: Separator;
      /** The first row names the columns. */
      header: boolean;
      gzip: boolean;
      /** Absent for a source that is a string. */
      encoding?: EncodingGuess;
    }
  | { kind: 'json'; gzip: boolean; encoding?: EncodingGuess }
  | { kind: 'parquet' };
export type TableKind = TableFormat['kind'];

/** The columns of a table and its first rows. */
export interface TableLayout {
  /** Without a header: column 1, column 2, … */
  names: string[];
  /** [columns] what a typed header (`price:float`) says of its column. */
  types: (DeclaredType | undefined)[];
  /** Row numbers that some program wrote in front; no data. */
  indexColumn?: number;
  /** The first rows, for guesses. */
  rows: string[][];
}

/** Takes a row as wide as the layout. `line` is the one it starts on; in Parquet the first row is line 1. */
export type TakeRow = (fields: string[], line: number) => void;

/** `count`: the number of cases that the notice stands for. */
export type TableNotice = Issue & { count?: number };

export interface OpenTable {
  readonly format: TableFormat;
  readonly layout: TableLayout;
  /**
   * Gives every row but the header to `take`, and to `refuse` the issue of each that is none: `field-count`,
   * `bad-quotes`. Can be called once. Throws CsvError where nothing further can be read, NotUtf8 where all has
   * to be read again.
   */
  read(take: TakeRow, refuse: (issue: Issue) => void): Promise<void>;
  /** Returns what is worth knowing of how the table was read; whole once it was read. */
  notices(): TableNotice[];
}

export interface TableOptions {
  /** The file's name, for issues. */
  readonly file: string;
  /** These three go before any guess; they matter to texts only. */
  readonly separator?: Separator | undefined;
  readonly encoding?: Encoding | undefined;
  readonly header?: boolean | undefined;
  /** Limit of unpacked bytes. */
  readonly maxBytes: number;
  /** The share of the users that is read; 1 by default. */
  readonly share?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file as it is on disk, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
