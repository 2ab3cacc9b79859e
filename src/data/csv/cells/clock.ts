/** Times of day and zones, as they stand behind a date or in a column of their own. */

const CLOCK = /^(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?:\s*([ap])\.?m\.?(?![a-z]))?\s*(.*)$/i;

/**
 * Returns the milliseconds since midnight in UTC of a time of day, with or without a zone, which may lie
 * before or after the day: 02:59:08.5, 2:59 PM, 02:59:08+01:00, 14 (the hour). Undefined for all else.
 */
export function readClock(text: string): number | undefined {
  const parts = CLOCK.exec(text);
  if (!parts) return undefined;
  const hour = hourOfDay(Number(parts[1]), parts[5]);
  const minute = Number(parts[2] ?? 0);
  const second = Number(parts[3] ?? 0);
  const zone = zoneMinutes(parts[6] ?? '');
  if (hour === undefined || zone === undefined || minute > 59 || second > 59) return undefined;
  return (hour * 60 + minute - zone) * 60_000 + second * 1000 + fractionMs(parts[4] ?? '');
}

/** Returns the hour 0 … 23; `half`: a or p of a twelve-hour clock, on which 12 comes before 1. */
function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Returns the milliseconds of the digits behind a second's decimal point. */
const fractionMs = (digits: string): number => (digits === '' ? 0 : Number(`${digits}e${3 - digits.length}`));

/** Zones whose names mean one thing everywhere, as minutes east of UTC. CST, IST and BST mean several. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  KST: 540,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/** Returns the minutes east of UTC of a zone: +05:30 → 330; without a zone 0; undefined for an unknown one. */
function zoneMinutes(text: string): number | undefined {
  if (text === '') return 0;
  // java.time writes the region behind the offset: +01:00[Europe/Berlin].
  const zone = text.replace(/\[[\w/+-]+\]$/, '').trim();
  const named = ZONES[zone.toUpperCase()];
  if (named !== undefined) return named;
  const parts = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone);
  if (!parts) return undefined;
  const [hours, minutes] = [Number(parts[2]), Number(parts[3] ?? 0)];
  if (hours > 14 || minutes > 59) return undefined;
  return (parts[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
