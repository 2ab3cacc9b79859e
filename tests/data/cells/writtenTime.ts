/** Times as programs write them, for tests to read back: for each spelling its format and a writer. */
import type { TimeFormat } from '../../../src/data/csv/cells/timeFormats';

export interface Spelling {
  /** The 27th of February 2024, 14:59:08.125 UTC, as far as the spelling shows it. */
  readonly example: string;
  readonly format: TimeFormat;
  /** The part of a time that the spelling cannot show, in milliseconds, is cut off. */
  readonly stepMs: number;
  readonly write: (time: Date) => string;
}

const [DAY, HOUR, MINUTE, SECOND] = [86_400_000, 3_600_000, 60_000, 1000] as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

const two = (number: number) => String(number).padStart(2, '0');
const parts = (time: Date) => ({
  year: String(time.getUTCFullYear()),
  month: time.getUTCMonth() + 1,
  day: time.getUTCDate(),
  hour: time.getUTCHours(),
  clock: time.toISOString().slice(11, 19),
  millis: time.toISOString().slice(20, 23),
  digits: time.toISOString().replace(/\D/g, ''),
});
const twelveHours = (time: Date) => {
  const hour = time.getUTCHours();
  return `${hour % 12 || 12}:${time.toISOString().slice(14, 19)} ${hour < 12 ? 'AM' : 'PM'}`;
};
/** The local time of a zone that is ahead of UTC by so many minutes. */
const shifted = (time: Date, minutes: number) => new Date(time.getTime() + minutes * MINUTE);

type Write = Spelling['write'];
const spelling = (example: string, format: TimeFormat, stepMs: number, write: Write): Spelling => ({
  example,
  format,
  stepMs,
  write,
});

export const SPELLINGS: readonly Spelling[] = [
  spelling('2024-02-27T14:59:08.125Z', 'yyyy-mm-dd', 1, (time) => time.toISOString()),
  spelling('2024-02-27T14:59:08z', 'yyyy-mm-dd', SECOND, (t) => `${t.toISOString().slice(0, 19)}z`),
  spelling('2024-02-27 14:59:08', 'yyyy-mm-dd', SECOND, (t) =>
    t.toISOString().slice(0, 19).replace('T', ' '),
  ),
  spelling('2024-02-27 14:59:08,125', 'yyyy-mm-dd', 1, (t) =>
    t.toISOString().slice(0, 23).replace('T', ' ').replace('.', ','),
  ),
  spelling(
    '2024-02-27 14:59:08 UTC',
    'yyyy-mm-dd',
    SECOND,
    (t) => `${t.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  ),
  spelling(
    '2024-02-27 14:59:08 GMT',
    'yyyy-mm-dd',
    SECOND,
    (t) => `${t.toISOString().slice(0, 19).replace('T', ' ')} GMT`,
  ),
  spelling(
    '2024-02-27T20:29:08+05:30',
    'yyyy-mm-dd',
    SECOND,
    (t) => `${shifted(t, 330).toISOString().slice(0, 19)}+05:30`,
  ),
  spelling(
    '2024-02-27 06:59:08 -0800',
    'yyyy-mm-dd',
    SECOND,
    (t) => `${shifted(t, -480).toISOString().slice(0, 19).replace('T', ' ')} -0800`,
  ),
  spelling(
    '2024-02-27 15:59:08 CET',
    'yyyy-mm-dd',
    SECOND,
    (t) => `${shifted(t, 60).toISOString().slice(0, 19).replace('T', ' ')} CET`,
  ),
  spelling('2024-02-27 14:59', 'yyyy-mm-dd', MINUTE, (t) => t.toISOString().slice(0, 16).replace('T', ' ')),
  spelling('2024-02-27 14', 'yyyy-mm-dd', HOUR, (t) => t.toISOString().slice(0, 13).replace('T', ' ')),
  spelling('2024/2/27', 'yyyy-mm-dd', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${year}/${month}/${day}`;
  }),
  spelling('2024年2月27日', 'yyyy-mm-dd', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${year}年${month}月${day}日`;
  }),
  spelling('27.02.2024 14:59:08', 'dd/mm/yyyy', SECOND, (t) => {
    const { year, month, day, clock } = parts(t);
    return `${two(day)}.${two(month)}.${year} ${clock}`;
  }),
  spelling('27/02/2024 14:59', 'dd/mm/yyyy', MINUTE, (t) => {
    const { year, month, day, clock } = parts(t);
    return `${two(day)}/${two(month)}/${year} ${clock.slice(0, 5)}`;
  }),
  spelling('27/2/2024', 'dd/mm/yyyy', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${day}/${month}/${year}`;
  }),
  spelling('27-02-2024', 'dd/mm/yyyy', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${two(day)}-${two(month)}-${year}`;
  }),
  spelling('27/02/24', 'dd/mm/yyyy', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${two(day)}/${two(month)}/${year.slice(2)}`;
  }),
  spelling('2/27/2024 2:59:08 PM', 'mm/dd/yyyy', SECOND, (t) => {
    const { year, month, day } = parts(t);
    return `${month}/${day}/${year} ${twelveHours(t)}`;
  }),
  spelling('02/27/2024', 'mm/dd/yyyy', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${two(month)}/${two(day)}/${year}`;
  }),
  spelling('24/02/27', 'yy/mm/dd', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${year.slice(2)}/${two(month)}/${two(day)}`;
  }),
  spelling('Tue, 27 Feb 2024 14:59:08 GMT', 'dd mmm yyyy', SECOND, (t) => t.toUTCString()),
  spelling('Tue Feb 27 14:59:08 +0000 2024', 'dd mmm yyyy', SECOND, (t) => {
    const { year, month, day, clock } = parts(t);
    return `${DAYS[t.getUTCDay()]} ${MONTHS[month - 1]} ${two(day)} ${clock} +0000 ${year}`;
  }),
  spelling('27/Feb/2024:14:59:08 +0000', 'dd mmm yyyy', SECOND, (t) => {
    const { year, month, day, clock } = parts(t);
    return `${two(day)}/${MONTHS[month - 1]}/${year}:${clock} +0000`;
  }),
  spelling('Feb 27, 2024, 2:59:08 PM', 'dd mmm yyyy', SECOND, (t) => {
    const { year, month, day } = parts(t);
    return `${MONTHS[month - 1]} ${day}, ${year}, ${twelveHours(t)}`;
  }),
  spelling('27-Feb-24', 'dd mmm yyyy', DAY, (t) => {
    const { year, month, day } = parts(t);
    return `${day}-${MONTHS[month - 1]}-${year.slice(2)}`;
  }),
  spelling('20240227', 'yyyymmdd', DAY, (t) => parts(t).digits.slice(0, 8)),
  spelling('20240227.0', 'yyyymmdd', DAY, (t) => `${parts(t).digits.slice(0, 8)}.0`),
  spelling('2024022714', 'yyyymmdd', HOUR, (t) => parts(t).digits.slice(0, 10)),
  spelling('202402271459', 'yyyymmdd', MINUTE, (t) => parts(t).digits.slice(0, 12)),
  spelling('20240227145908', 'yyyymmdd', SECOND, (t) => parts(t).digits.slice(0, 14)),
  spelling('20240227145908125', 'yyyymmdd', 1, (t) => parts(t).digits.slice(0, 17)),
  spelling('20240227T145908Z', 'yyyymmdd', SECOND, (t) => {
    const { digits } = parts(t);
    return `${digits.slice(0, 8)}T${digits.slice(8, 14)}Z`;
  }),
  spelling('20240227 14:59:08', 'yyyymmdd', SECOND, (t) => {
    const { digits, clock } = parts(t);
    return `${digits.slice(0, 8)} ${clock}`;
  }),
  spelling('1709045948', 'seconds', SECOND, (t) => String(Math.floor(t.getTime() / 1000))),
  spelling('1709045948.125', 'seconds', 1, (t) => (t.getTime() / 1000).toFixed(3)),
  spelling('1.709045948e+9', 'seconds', SECOND, (t) => Math.floor(t.getTime() / 1000).toExponential(9)),
  spelling('1709045948125', 'milliseconds', 1, (t) => String(t.getTime())),
  spelling('1709045948125.0', 'milliseconds', 1, (t) => `${t.getTime()}.0`),
  spelling('1709045948125000', 'microseconds', 1, (t) => `${t.getTime()}000`),
  spelling('1709045948125000000', 'nanoseconds', 1, (t) => `${t.getTime()}000000`),
  spelling('45349.624398', 'excel days', SECOND, (t) => (secondsInDays(t) + 25_569).toFixed(6)),
  spelling('45349,624398', 'excel days', SECOND, (t) =>
    (secondsInDays(t) + 25_569).toFixed(6).replace('.', ','),
  ),
];

const secondsInDays = (time: Date): number => Math.floor(time.getTime() / SECOND) / 86_400;
