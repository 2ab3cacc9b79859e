/** Values of Parquet's types as values of JSON, so that both become cells alike. */
import type { SchemaElement } from 'hyparquet';

const DAY_MS = 86_400_000;

/** Makes times texts as they are read: dates as 2024-05-31, times with as many digits as they have. */
export const TIME_PARSERS = {
  dateFromDays: (days: number) => new Date(days * DAY_MS).toISOString().slice(0, 10),
  timestampFromMilliseconds: (time: bigint) => isoTime(time, 1n, 0),
  timestampFromMicroseconds: (time: bigint) => isoTime(time, 1000n, 3),
  timestampFromNanoseconds: (time: bigint) => isoTime(time, 1_000_000n, 6),
};

/** `perMs`: parts of a millisecond, of which `digits` digits are shown where there are any. */
function isoTime(time: bigint, perMs: bigint, digits: number): string {
  if (perMs === 1n) return new Date(Number(time)).toISOString();
  const part = ((time % perMs) + perMs) % perMs;
  const iso = new Date(Number((time - part) / perMs)).toISOString();
  return part === 0n ? iso : `${iso.slice(0, -1)}${String(part).padStart(digits, '0')}Z`;
}

/** Returns a function that makes a value of a column one of JSON; NaN is none. */
export function valueReader(element: SchemaElement | undefined): (value: unknown) => unknown {
  const { type, scale, converted_type: converted } = element ?? {};
  if (converted === 'DECIMAL') return (value) => decimal(value, scale ?? 0);
  if (type === 'FLOAT')
    return (value) => (typeof value === 'number' ? shortestFloat(value) : plainValue(value));
  return plainValue;
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'string' || value === undefined || value === null) return value;
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as unknown[], plainValue);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]));
}

/** The file's digits: a power of ten times a whole number is off in the last bit. */
const decimal = (value: unknown, scale: number): unknown =>
  typeof value === 'number' ? value.toFixed(scale) : plainValue(value);

/** The fewest digits that are the same number in 32 bits: .1, not .10000000149. */
function shortestFloat(value: number): number | null {
  if (Number.isNaN(value)) return null;
  for (let digits = 6; digits <= 8; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
