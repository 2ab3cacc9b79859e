/** Which of several columns says when a row happened. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/data/csv/readCsv';
import { findClock } from '../../../src/data/csv/understand/clock';

/** Two users and two items, each pair once, and the given columns. */
const withColumns = (columns: Readonly<Record<string, readonly string[]>>) => {
  const names = ['user', 'item', ...Object.keys(columns)];
  const rows = ['a x', 'a y', 'b x', 'b y'].map((pair, row) => [
    ...pair.split(' '),
    ...Object.values(columns).map((cells) => cells[row]!),
  ]);
  return { names, rows, user: 0, item: 1, taken: new Set([0, 1]) };
};
const DATES = ['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01'];
const MOMENTS = DATES.map((date) => `${date} 10:15:00`);
const SECONDS = MOMENTS.map((moment) => String(Date.parse(`${moment}Z`) / 1000));
const MILLISECONDS = SECONDS.map((seconds, row) => `${seconds}12${row}`);

const clockOf = (columns: Readonly<Record<string, readonly string[]>>, named: string | undefined) => {
  const table = withColumns(columns);
  const column = named === undefined ? undefined : table.names.indexOf(named);
  const clock = findClock({ ...table, named: column });
  return clock && [clock.timestamp, clock.timeOfDay].map((place) => table.names[place ?? -1]);
};

describe('of several times', () => {
  it('the finest that agrees on the day is the time', () => {
    const columns = { date: DATES, time_ms: MILLISECONDS, ts: SECONDS };
    expect(clockOf(columns, 'date')).toEqual(['time_ms', undefined]);
    expect(clockOf(columns, 'ts')).toEqual(['time_ms', undefined]);
    expect(clockOf(columns, 'time_ms')).toEqual(['time_ms', undefined]);
  });

  it('a finer one that says other days is something else', () => {
    const expiry = SECONDS.map((seconds, row) => String(Number(seconds) + (row + 5) * 86_400));
    expect(clockOf({ date: DATES, expiry }, 'date')).toEqual(['date', undefined]);
  });

  it('a number that is an id, or no date, is none', () => {
    const columns = { date: DATES, request_id: SECONDS, watched_ms: ['12', '400', '7', '90000'] };
    expect(clockOf(columns, 'date')).toEqual(['date', undefined]);
  });

  it('one that never changes for an item gives way to one that does', () => {
    const release = ['1999-02-27', '2001-02-28', '1999-02-27', '2001-02-28'];
    expect(clockOf({ date: release, ts: SECONDS }, 'date')).toEqual(['ts', undefined]);
    expect(clockOf({ date: release }, 'date')).toEqual(['date', undefined]);
    expect(clockOf({ date: DATES, release: release.map((day) => `${day} 08:00`) }, 'date')).toEqual([
      'date',
      undefined,
    ]);
  });

  it('one that never changes for a user is a clock only where it is called so', () => {
    const birth = ['1999-02-27 08:00', '1999-02-27 08:00', '2001-02-28 08:00', '2001-02-28 08:00'];
    expect(clockOf({ date: DATES, birth }, 'date')).toEqual(['date', undefined]);
    expect(clockOf({ visit: birth, ts: SECONDS }, 'visit')).toEqual(['visit', undefined]);
  });

  it('nothing is chosen where no column is called a time', () => {
    expect(clockOf({ when: MOMENTS }, undefined)).toBeUndefined();
  });
});

describe('a date and a time of day', () => {
  const clock = ['10:15', '09:00', '23:59', '00:00'];

  it('are one time, whichever of them is called so', () => {
    expect(clockOf({ day: DATES, clock }, 'day')).toEqual(['day', 'clock']);
    expect(clockOf({ date: DATES, time: clock }, 'time')).toEqual(['date', 'time']);
  });

  it('may be hours in digits, in a column called so', () => {
    expect(clockOf({ date: DATES, hour: ['1', '14', '3', '0'] }, 'date')).toEqual(['date', 'hour']);
    expect(clockOf({ date: DATES, position: ['1', '14', '3', '0'] }, 'date')).toEqual(['date', undefined]);
  });

  it('stay apart where the date has a time of day already', () => {
    expect(clockOf({ date: MOMENTS, hour: ['1', '14', '3', '0'] }, 'date')).toEqual(['date', undefined]);
  });

  it('are read together from a file', async () => {
    const text = 'user,item,click,date,time\na,x,1,2024-02-27,10:15\na,y,0,2024-02-28,09:00:30\n';
    const { log, report } = await readCsv({ source: text });
    expect([...log.time!]).toEqual([Date.UTC(2024, 1, 27, 10, 15), Date.UTC(2024, 1, 28, 9, 0, 30)]);
    expect(report.columns.map(({ role }) => role).slice(3)).toEqual(['timestamp', 'timestamp']);
  });
});
