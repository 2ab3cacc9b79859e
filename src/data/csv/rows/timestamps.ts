/** Times as logs write them, to milliseconds since 1970. */

export type TimeUnit = 'seconds' | 'milliseconds' | 'microseconds' | 'date' | 'ISO without zone' | 'ISO';

const ISO =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const COMPACT_DATE = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
/** Largest value read as seconds: the year 5138; as milliseconds it is 1973. */
const SMALLEST_MILLISECONDS = 1e11;
/** Largest value read as milliseconds: the year 5138; as microseconds it is 1973. */
const SMALLEST_MICROSECONDS = 1e14;
const LARGEST_MICROSECONDS = 1e17;

/**
 * Milliseconds since 1970 of an ISO date or date and time, of seconds, milliseconds or microseconds;
 * undefined when it is none of them. Without a zone it is UTC: the same file is the same log on every
 * machine.
 */
export function parseTimestamp(value: string): number | undefined {
  const compact = COMPACT_DATE.exec(value);
  if (compact) return parseTimestamp(compact.slice(1).join('-'));
  if (/^\d+(\.\d+)?([eE]\+?\d+)?$/.test(value)) {
    const number = Number(value);
    if (number >= LARGEST_MICROSECONDS) return undefined;
    if (number >= SMALLEST_MICROSECONDS) return number / 1000;
    return number < SMALLEST_MILLISECONDS ? number * 1000 : number;
  }
  const parts = ISO.exec(value);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  // A day that the month does not have (or hour 25) would silently run over into the next.
  const start = new Date(Date.UTC(year, month - 1, day));
  const exists = start.getUTCMonth() === month - 1 && start.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  const local = start.getTime() + ((hour * 60 + minute) * 60 + second + Number(parts[7] ?? 0)) * 1000;
  return local - zoneMinutes(parts[8]) * 60_000;
}

/** How a value that parseTimestamp accepts is written. */
export function timeUnit(value: string): TimeUnit {
  if (COMPACT_DATE.test(value)) return 'date';
  const number = Number(value);
  if (Number.isNaN(number)) {
    if (!value.includes(':')) return 'date';
    return /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(value) ? 'ISO' : 'ISO without zone';
  }
  if (number < SMALLEST_MILLISECONDS) return 'seconds';
  return number < SMALLEST_MICROSECONDS ? 'milliseconds' : 'microseconds';
}

/** “+05:30” → 330. */
function zoneMinutes(zone: string | undefined): number {
  if (!zone || /^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith('-') ? -minutes : minutes;
}
