/**
 * `node scripts/millionRows.mjs [rows]`: writes a log of a million rows into a temporary folder, as CSV and as
 * Parquet, measures how long each takes to load and how much memory, in Node and through the page in Chromium, and removes it. See
 * bench/millionRows.ts and bench/millionRowsPage.ts.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { createServer } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';
import { build, isStale } from './freshBuild.mjs';

const TYPES = /** @type {const} */ ({
  user_id: 'STRING',
  item_id: 'STRING',
  exposure: 'INT32',
  click: 'INT32',
  conversion: 'INT32',
  timestamp: 'TIMESTAMP',
  title: 'STRING',
  category: 'STRING',
  price: 'DOUBLE',
  device: 'STRING',
  position: 'INT32',
  request_id: 'STRING',
});
/** Rows that are made at a time; as many are a group of the Parquet file. */
const PART = 100_000;

const rows = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'csmf-rows-'));
// What reads Parquet is imported with the first such file: the modules must still be served then.
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
});
try {
  const paths = { csv: join(folder, 'log.csv'), parquet: join(folder, 'log.parquet') };
  await write(paths, rows);
  const inNode = await server.ssrLoadModule('./bench/millionRows.ts');
  for (const path of Object.values(paths)) {
    globalThis.gc?.();
    await inNode.measureMillionRows(path);
  }
  const browser = ensureChromium();
  if (browser) {
    const root = fileURLToPath(new URL('..', import.meta.url));
    if (isStale(root)) await build(root);
    const inPage = await server.ssrLoadModule('./bench/millionRowsPage.ts');
    for (const path of Object.values(paths)) await inPage.measurePage(path, browser);
  } else console.error(NO_BROWSER);
  console.log(`load average ${loadavg()[0].toFixed(1)}: above the number of cores the seconds are too many`);
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}

/** Writes the same rows as CSV and as Parquet. */
async function write(/** @type {{ csv: string, parquet: string }} */ paths, /** @type {number} */ count) {
  const csv = createWriteStream(paths.csv);
  csv.write(`${Object.keys(TYPES).join(',')}\n`);
  const types = Object.entries(TYPES);
  const empty = types.map(([name, type]) => ({ name, type, data: [] }));
  const schema = schemaFromColumnData({ columnData: empty });
  const parquet = new ParquetWriter({ writer: fileWriter(paths.parquet), schema });
  const random = generator(1);
  for (let start = 0; start < count; start += PART) {
    const length = Math.min(PART, count - start);
    const made = Array.from({ length }, (_, index) => rowOf(start + index, random));
    if (!csv.write(made.map(csvLine).join(''))) await new Promise((resolve) => csv.once('drain', resolve));
    const columnData = types.map(([name], column) => ({ name, data: made.map((row) => row[column]) }));
    parquet.write({ columnData, rowGroupSize: PART });
  }
  parquet.finish();
  csv.end();
  await finished(csv);
}

/** Fifty thousand users, twenty thousand items with a long tail; every row has a request id of its own. */
function rowOf(/** @type {number} */ row, /** @type {() => number} */ random) {
  const user = Math.floor(random() * 50_000);
  const item = Math.floor(random() ** 3 * 20_000);
  const click = random() < 0.1;
  const buys = click && random() < 0.2;
  const title = item % 3 ? `Item number ${item}` : `Item, number ${item}`;
  const request = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  return [
    `user-${user}`,
    String(item).padStart(10, '0'),
    ...[1, click ? 1 : 0, buys ? 1 : 0],
    new Date(1.7e12 + row * 2000),
    title,
    `category ${item % 50}`,
    ((item * 7919) % 9999) / 100,
    user % 3 ? 'phone' : 'desktop',
    row % 20,
    `${request}-${row}`,
  ];
}

function csvLine(/** @type {(string | number | Date)[]} */ row) {
  const cells = row.map((cell) => {
    const text = cell instanceof Date ? cell.toISOString() : String(cell);
    return text.includes(',') ? `"${text}"` : text;
  });
  return `${cells.join(',')}\n`;
}

/** A linear congruential generator: the same file every time. */
function generator(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
