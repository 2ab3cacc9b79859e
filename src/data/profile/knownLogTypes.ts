/** The entry of a public log in the tables of known logs, and what their entries share. */

import type { ColumnMapping } from '../csv/understand/mappingTypes';

/** What publishers say of the use of their logs; the catalogue has the words. */
export type Licence =
  | 'cc0'
  | 'ccBy'
  | 'ccBySa'
  | 'ccByNcSa'
  | 'odbl'
  | 'naming'
  | 'research'
  | 'nonCommercial'
  | 'competition'
  | 'grouplens'
  | 'microsoft'
  | 'yelp'
  | 'publisher';

export interface KnownLog {
  readonly id: string;
  readonly name: string;
  /** Names that its header has, compared folded. */
  readonly header?: readonly string[];
  /** Names that another log with the same columns has, and this one has not. */
  readonly without?: readonly string[];
  /** Without a header: what the cells of each column look like. */
  readonly cells?: readonly RegExp[];
  /** Without a header: a value that must occur, by column counted from 0, so that codes are no ratings. */
  readonly occurring?: readonly [column: number, value: RegExp];
  /** Columns by name, or by place where there is no header; what the values of the event column mean. */
  readonly mapping: Partial<ColumnMapping>;
  /** The catalogue has a remark on its codes: `known.remark.<id>`. */
  readonly hasRemark?: true;
  /** It holds one kind of event only; another file has to tell what became of each. */
  readonly oneKind?: true;
  /** What its publisher says of its use. */
  readonly licence: Licence;
  /** Where it comes from and is described. */
  readonly source: string;
}

/** Cells of logs without a header. */
export const WHOLE_NUMBER = /^\d+$/;
export const ISO_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;
