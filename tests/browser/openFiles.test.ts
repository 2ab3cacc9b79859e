/** Files of other kinds than CSV, opened in the page as a person would. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../src/data/sample/sample';
import type { InteractionLog } from '../../src/data/schema';
import { type CaseFile, readCases } from '../cases/caseManifest';
import { runCases } from '../cases/runCases';
import { smallLog, truthOf, written } from '../data/smallLog';
import { exportedLog } from '../exportedLog';
import { formatCase } from '../formats/expectedFormats';
import { goTo, type OpenPage, openPage } from './openPage';

let log: InteractionLog;
beforeAll(async () => {
  log = await generateSample('shop', { seed: 3, users: 120, items: 60 });
});

/** Counts of the sample, as they must come back. */
const countsOf = ({ users, items, depth }: InteractionLog) => ({
  users: users.ids.length,
  items: items.ids.length,
  exposures: depth.length,
  clicks: depth.filter((value) => value >= 1).length,
  conversions: depth.filter((value) => value === 2).length,
});

async function opens(name: string, files: readonly CaseFile[], accept: Parameters<typeof acceptsOf>[0]) {
  const [result] = await runCases([{ id: name, how: 'screen', files, ...acceptsOf(accept) }]);
  expect(result, result?.description).toMatchObject({ isRight: true, complaints: [] });
}
const acceptsOf = (accept: { counts?: ReturnType<typeof countsOf>; refused?: string }) => ({
  accept: [accept],
});

describe('the view Data opens', () => {
  it('a Parquet file', async () => {
    const data = Buffer.from(await exportedLog(log, 'parquet'));
    await opens('parquet', [{ name: 'log.parquet', data }], { counts: countsOf(log) });
  });

  it('a table in a zip', async () => {
    const csv = await exportedLog(log, 'csv');
    const data = Buffer.from(zipSync({ 'data/log.csv': csv, 'data/README.txt': strToU8('What this is.') }));
    await opens('zip', [{ name: 'log.zip', data }], { counts: countsOf(log) });
  });

  it('JSON lines', async () => {
    const expected = { users: 30, items: 50, exposures: 492, clicks: 172, conversions: 60 };
    const [file] = formatCase({ file: 'otto_jsonl.jsonl', answer: expected }, 'screen').files;
    await opens('json lines', [file!], { counts: expected });
  });

  it('RecBole’s three files, opened together', async () => {
    const entries = Object.entries(unzipSync(await exportedLog(log, 'recbole')));
    expect(entries.map(([, bytes]) => strFromU8(bytes).split('\n')[0])).toHaveLength(3);
    const files = entries.map(([name, bytes]) => ({ name, data: Buffer.from(bytes) }));
    await opens('trio', files, { counts: countsOf(log) });
  });

  it('no workbook, and says what to do instead', async () => {
    const [workbook] = readCases('tests/cases/cases.json', /^B35-xlsx/);
    await opens('workbook', workbook!.files, { refused: 'CSV' });
  });
});

/** Which of two flags is the click stays open: both may be. */
const AMBIGUOUS = written('user_id,item_id,seen_twice,kept', ({ user, item, depth }) =>
  [user, item, (user + item) % 3 === 0 ? 1 : 0, depth > 0 ? 1 : 0].join(','),
);

describe('a person at the view Data', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm' });
    await goTo(open.page, 'Data');
  });
  afterAll(() => open.close());
  const screen = () => open.page.locator('[data-part="mapping"]');
  const load = () => screen().getByRole('button', { name: 'Load', exact: true });
  const choose = async ({ name, data }: CaseFile) => {
    const chooser = open.page.waitForEvent('filechooser');
    await open.page.getByRole('button', { name: 'Open CSV…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: data });
    await screen().waitFor();
  };
  it('chooses by keyboard what the file leaves open, and loads it', async () => {
    const { page } = open;
    await choose({ name: 'twice.csv', data: Buffer.from(AMBIGUOUS) });
    const questions = screen().locator('[data-part="questions"]');
    expect(await questions.innerText()).toMatch(/seen_twice.*kept/s);
    expect(await load().isEnabled()).toBe(false);
    const click = screen().getByRole('button', { name: /Click \(0\/1\)$/ });
    await click.press('Enter');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.type('kept');
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    await questions.waitFor({ state: 'detached' });
    await load().press('Enter');
    await screen().waitFor({ state: 'detached' });
    expect(await clickedPairs()).toBe(truthOf(smallLog()).clicks);
  });

  it('shows the name of a known log, and overrules it', async () => {
    const file = 'ali_display_raw_sample_nonclk_clk.csv';
    const [known] = formatCase({ file, answer: { users: 1 } as never }, 'screen').files;
    await choose(known!);
    const note = screen().locator('[data-part="known-log"]');
    expect(await note.innerText()).toMatch(/This looks like .*Ali/);
    expect(await note.getByRole('link').getAttribute('href')).toMatch(/^https:/);
    await note.getByRole('button', { name: 'It is another log' }).press('Enter');
    await note.waitFor({ state: 'detached' });
    await screen().getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
    await screen().waitFor({ state: 'detached' });
    expect(await clickedPairs()).toBe(truthOf(smallLog()).clicks);
  });

  it('drops a folder, of which the tables are read', async () => {
    const { page } = open;
    const folder = await mkdtemp(join(tmpdir(), 'csmf-dropped-'));
    try {
      await mkdir(join(folder, 'inner'));
      const table = written('user_id,item_id,click', ({ user, item, depth }) =>
        [user, item, depth > 0 ? 1 : 0].join(','),
      );
      await writeFile(join(folder, 'inner', 'dropped.csv'), table);
      await writeFile(join(folder, 'photo.png'), 'no table');
      const dropZone = page.locator('[data-part="drop-zone"]');
      await dropZone.scrollIntoViewIfNeeded();
      const zone = (await dropZone.boundingBox())!;
      const at = { x: zone.x + zone.width / 2, y: zone.y + zone.height / 2 };
      const data = { items: [], files: [folder], dragOperationsMask: 1 };
      const client = await page.context().newCDPSession(page);
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await client.send('Input.dispatchDragEvent', { type, ...at, data });
      }
      await screen().waitFor();
      expect(await screen().innerText()).toMatch(/dropped\.csv/);
      await load().press('Enter');
      await screen().waitFor({ state: 'detached' });
      expect(await clickedPairs()).toBe(truthOf(smallLog()).clicks);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  /** Clicks of the loaded log. */
  async function clickedPairs(): Promise<number> {
    const text = await open.page.evaluate(async () => (await window.csmf.exportLog()).text());
    const [header, ...rows] = text.trim().split('\n');
    const column = header!.split(',').indexOf('click');
    return rows.filter((row) => row.split(',')[column] === '1').length;
  }
});
