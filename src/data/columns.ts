/** What the columns of a person's own file can mean, and how that was understood. */

export type ColumnRole =
  | 'user'
  | 'item'
  | 'exposure'
  | 'click'
  | 'conversion'
  | 'timestamp'
  | 'title'
  | 'userFeature'
  | 'itemFeature'
  | 'ignored';

/**
 * Which column plays which role. Features are found by themselves; naming those of a side overrides
 * that for this side. The empty name says that there is no such column, whatever would be guessed.
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
}

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** How a file was read: shown to the person, so that a wrong guess is seen. */
export interface CsvReport {
  separator: Separator;
  columns: { name: string; role: ColumnRole; example: string }[];
}
