/**
 * `node scripts/millionRows.mjs [rows]`: writes a log of a million rows into a temporary folder, measures how
 * long it takes to load and how much memory, in Node and through the page in Chromium, and removes it. See
 * bench/millionRows.ts and bench/millionRowsPage.ts.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { ensureChromium, NO_BROWSER } from './chromium.mjs';
import { build, isStale } from './freshBuild.mjs';

const HEADER =
  'user_id,item_id,exposure,click,conversion,timestamp,title,category,price,device,position,request_id\n';

const rows = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'csmf-rows-'));
try {
  const path = join(folder, 'log.csv');
  await write(path, rows);
  globalThis.gc?.();
  const inNode = await bench('millionRows');
  await inNode.measureMillionRows(path);
  const browser = ensureChromium();
  if (browser) {
    const root = fileURLToPath(new URL('..', import.meta.url));
    if (isStale(root)) await build(root);
    const inPage = await bench('millionRowsPage');
    await inPage.measurePage(path, browser);
  } else console.error(NO_BROWSER);
  console.log(`load average ${loadavg()[0].toFixed(1)}: above the number of cores the seconds are too many`);
} finally {
  await rm(folder, { recursive: true });
}

async function bench(/** @type {string} */ name) {
  const options = { configFile: false, logLevel: 'error' };
  return (await runnerImport(`./bench/${name}.ts`, options)).module;
}

/** Fifty thousand users, twenty thousand items with a long tail; every row has a request id of its own. */
async function write(/** @type {string} */ path, /** @type {number} */ count) {
  const out = createWriteStream(path);
  out.write(HEADER);
  const random = generator(1);
  for (let start = 0; start < count; start += 10_000) {
    let text = '';
    for (let row = start; row < Math.min(start + 10_000, count); row++) text += line(row, random);
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

function line(/** @type {number} */ row, /** @type {() => number} */ random) {
  const user = Math.floor(random() * 50_000);
  const item = Math.floor(random() ** 3 * 20_000);
  const click = random() < 0.1;
  const buys = click && random() < 0.2;
  const time = new Date(1.7e12 + row * 2000).toISOString();
  const title = item % 3 ? `Item number ${item}` : `"Item, number ${item}"`;
  const request = Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
  return (
    `user-${user},${String(item).padStart(10, '0')},1,${click ? 1 : 0},${buys ? 1 : 0},${time},${title},` +
    `category ${item % 50},${((item * 7919) % 9999) / 100},${user % 3 ? 'phone' : 'desktop'},${row % 20},${request}-${row}\n`
  );
}

/** A linear congruential generator: the same file every time. */
function generator(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
