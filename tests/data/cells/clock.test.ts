/** Which of several columns says when a row happened, read from whole files. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/data/csv/readCsv';

/** Five users and eight items, every pair once, five rows a day. */
const ROWS = Array.from({ length: 40 }, (_, row) => ({
  user: `u${row % 5}`,
  item: row % 8,
  time: Date.UTC(2024, 1, 20 + Math.floor(row / 5), 10, 15, row),
}));
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const clockOf = (time: number) => new Date(time).toISOString().slice(11, 19);

async function timesOf(names: string, cells: (row: (typeof ROWS)[number]) => string) {
  const lines = ROWS.map((row, n) => `${row.user},i${row.item},${n % 2},${cells(row)}`);
  const { log } = await readCsv({ source: `user_id,item_id,click,${names}\n${lines.join('\n')}\n` });
  return [...(log.time ?? [])].sort((a, b) => a - b);
}
const MOMENTS = ROWS.map(({ time }) => time);

describe('of several times', () => {
  it('the finest is read', async () => {
    expect(await timesOf('date,time_ms', ({ time }) => `${dayOf(time)},${time}`)).toEqual(MOMENTS);
  });

  it('a date of the item is none', async () => {
    const release = (item: number) => `19${60 + item}-03-27`;
    const times = await timesOf('date,ts', ({ item, time }) => `${release(item)},${time / 1000}`);
    expect(times).toEqual(MOMENTS);
  });
});

describe('a date and a time of day', () => {
  it('in two columns are one time', async () => {
    expect(await timesOf('date,time', ({ time }) => `${dayOf(time)},${clockOf(time)}`)).toEqual(MOMENTS);
  });

  it('may be hours in digits, in a column called so', async () => {
    const hourOf = ({ user, item }: (typeof ROWS)[number]) => (Number(user.slice(1)) * 5 + item) % 24;
    const times = await timesOf('date,hour', (row) => `${dayOf(row.time)},${hourOf(row)}`);
    const midnight = (time: number) => Math.floor(time / 86_400_000) * 86_400_000;
    const expected = ROWS.map((row) => midnight(row.time) + hourOf(row) * 3_600_000);
    expect(times).toEqual(expected.sort((a, b) => a - b));
  });
});
