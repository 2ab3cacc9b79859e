/**
 * Recognises public logs: by the names in the header, or without a header by what every cell of each column
 * looks like. How each is read is a plain table (knownShopLogs, knownMediaLogs); a person can overrule it.
 */

import { foldedName } from '../csv/understand/headerNames';
import type { FileProfile } from './fileProfile';
import type { KnownLog } from './knownLogTypes';
import { KNOWN_MEDIA_LOGS, KNOWN_RATINGS } from './knownMediaLogs';
import { KNOWN_SHOP_LOGS } from './knownShopLogs';

export const KNOWN_LOGS: readonly KnownLog[] = [...KNOWN_SHOP_LOGS, ...KNOWN_MEDIA_LOGS, ...KNOWN_RATINGS];

/** Rows whose cells are looked at where there is no header. */
const ROWS_LOOKED_AT = 500;
/** The share of them that must look as they should: real logs have a few odd cells. */
const MOSTLY = 0.98;

/** Returns the public log that the file looks like; of several the one with the longest header. */
export function knownLog(profile: FileProfile): KnownLog | undefined {
  const found = KNOWN_LOGS.filter((log) =>
    profile.header ? hasHeader(profile, log) : hasCells(profile, log),
  );
  return found.sort((a, b) => (b.header?.length ?? 0) - (a.header?.length ?? 0))[0];
}

function hasHeader({ columns }: FileProfile, { header, without = [], mapping }: KnownLog): boolean {
  if (!header) return false;
  const names = new Set(columns.map(({ name }) => foldedName(name)));
  if (!header.every((name) => names.has(foldedName(name)))) return false;
  if (without.some((name) => names.has(foldedName(name)))) return false;
  return hasKnownEvents(columns, mapping);
}

/** True where the event column holds at least two of the log's kinds of events, or the log does not say them. */
function hasKnownEvents(columns: FileProfile['columns'], { event, events }: KnownLog['mapping']): boolean {
  if (!event || !events) return true;
  const column = columns.find(({ name }) => foldedName(name) === foldedName(event));
  const known = new Set(Object.values(events).flat());
  const seen = column?.values?.filter(({ value }) => known.has(value)) ?? [];
  return seen.length >= 2;
}

function hasCells({ columns, rows }: FileProfile, { cells, occurring }: KnownLog): boolean {
  if (!cells || cells.length !== columns.length || rows.length === 0) return false;
  if (occurring) {
    const [column, value] = occurring;
    if (!columns[column]!.values?.some((seen) => value.test(seen.value))) return false;
  }
  const looked = rows.slice(0, ROWS_LOOKED_AT);
  return cells.every((pattern, column) => {
    const fitting = looked.filter((row) => pattern.test((row[column] ?? '').trim()));
    return fitting.length >= MOSTLY * looked.length;
  });
}
