/** The ways in which a column writes its times. One format reads all cells of a column; a mapping may name it. */

/**
 * `yyyy-mm-dd`: the year first, also with `/`, `.` or 年月日; `dd/mm/yyyy` and `mm/dd/yyyy`: also with `.` or
 * `-`, and years of two digits; `yy/mm/dd`: a year of two digits first; `dd mmm yyyy`: the month as a word, as
 * in Tue, 27 Feb 2024 and Feb 27, 2024; `yyyymmdd`: digits only. After a date may come a time of day (the hour
 * alone, 24 hours, or am and pm; fractions of a second with point or comma) and a zone (Z, UTC, +01:00, CET);
 * without a zone it is UTC, so that the same file is the same log on every machine.
 * `seconds` … `nanoseconds`: numbers since 1970, also with a fraction or an exponent. `excel days`: days since
 * the end of 1899, as spreadsheets count. `order`: numbers that are no dates (offsets, mmdd): larger is later.
 */
export const TIME_FORMATS = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'yy/mm/dd',
  'dd mmm yyyy',
  'yyyymmdd',
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
  'excel days',
  'order',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** What a column holds, if it is read as times. */
export interface TimeColumn {
  /** Reads at least half of the cells; absent where none does, or where several do and differ (`ambiguous`). */
  readonly format?: TimeFormat;
  /** Formats that read the same cells as different days: 03/04/2024 may be in March or in April. */
  readonly ambiguous?: readonly TimeFormat[];
  /** The numbers are no dates: they only put the rows in order. */
  readonly orderOnly: boolean;
  /** Cells that hold something: neither empty nor a placeholder such as NULL. */
  readonly filled: number;
  /** Filled cells that the format cannot read (all of them without a format), and the first of these. */
  readonly misfits: number;
  readonly firstMisfit?: string;
  /** First and last time, milliseconds since 1970; absent without a time. */
  readonly span?: { readonly from: number; readonly to: number };
  /** The finest clock that the times show, in milliseconds: 1, 1000, 60,000, 3,600,000 or 86,400,000. */
  readonly stepMs?: number;
  /** Times before 1990 or after the end of next year; 0 where `orderOnly`. */
  readonly implausible: number;
}
