/** Reading a large file in a real browser: a bar, a button that stops it, and nothing lost by stopping. */
import { closeSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, type OpenPage, openPage } from './openPage';

const PIECE_ROWS = 50_000;

/** A million and a half rows of flags, about sixty megabytes. */
function writeLarge(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, 'user_id,item_id,click,conversion,title\n');
  for (let piece = 0; piece < 30; piece++) {
    const rows = Array.from({ length: PIECE_ROWS }, (_, n) => {
      const row = piece * PIECE_ROWS + n;
      return `user-${row % 9001},item-${(row * 7) % 997},${row % 2},${row % 4 ? 0 : row % 2},Title of ${row % 997}\n`;
    });
    writeSync(file, rows.join(''));
  }
  closeSync(file);
}

describe('a large file', () => {
  let open: OpenPage;
  let folder: string;
  let large: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csmf-large-'));
    large = join(folder, 'large.csv');
    writeLarge(large);
    open = await openPage({ query: '?engine=wasm' });
    await goTo(open.page, 'Data');
  });
  afterAll(async () => {
    await open.close();
    rmSync(folder, { recursive: true });
  });

  const choose = async (path: string) => {
    const chooser = open.page.waitForEvent('filechooser');
    await open.page.getByRole('button', { name: 'Open CSV…' }).click();
    await (await chooser).setFiles(path);
  };
  /** While a file is read the button waits, but files can be dropped all the same. */
  const drop = async (path: string) => {
    const zone = open.page.locator('[data-part="drop-zone"]');
    await zone.scrollIntoViewIfNeeded();
    const { x, y } = (await zone.boundingBox())!;
    const devtools = await open.page.context().newCDPSession(open.page);
    const data = { items: [], files: [resolve(path)], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: x + 9, y: y + 9, data });
    }
  };
  const bar = () => open.page.getByRole('progressbar', { name: 'Reading the file…' });
  const stop = () => open.page.getByRole('button', { name: 'Stop reading' });
  const screen = (name: string) => open.page.getByRole('region', { name: `Before ${name} is loaded` });

  /** Until the bar stands somewhere in the middle. */
  const halfWay = async () => {
    const share = () =>
      bar().evaluate((node: HTMLProgressElement) => (node.hasAttribute('value') ? node.position : 0));
    await expect.poll(share, { interval: 20, timeout: 30_000 }).toBeGreaterThan(0.1);
    expect(await share()).toBeLessThan(1);
  };
  const stopped = async () => {
    await stop().press('Enter');
    await bar().waitFor({ state: 'detached' });
    expect(await open.page.getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0);
    expect((await open.page.evaluate(() => window.csmf.users())).length).toBe(800);
  };

  it('shows how far it has come and can be stopped at the first look: nothing has changed', async () => {
    await choose(large);
    await halfWay();
    await stopped();
    expect(await screen('large.csv').count()).toBe(0);
    await open.page.getByText('Ready to train CSMF', { exact: true }).first().waitFor();
  });

  it('gives way to another that is dropped meanwhile', async () => {
    await choose(large);
    await halfWay();
    await drop('public/templates/flags.csv');
    await screen('flags.csv').waitFor();
    await bar().waitFor({ state: 'detached' });
    expect(await screen('large.csv').count()).toBe(0);
    await screen('flags.csv').getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
  });

  it('can be stopped while it is loaded: the choices stay, and so does what was loaded before', async () => {
    const { page } = open;
    await choose(large);
    const load = screen('large.csv').getByRole('button', { name: 'Load', exact: true });
    await expect
      .poll(() => load.evaluate((node) => node === document.activeElement), { timeout: 60_000 })
      .toBe(true);
    await page.keyboard.press('Enter');
    await halfWay();
    await stopped();
    expect(await load.isEnabled()).toBe(true);
    await screen('large.csv').getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
    await page.getByText('Ready to train CSMF', { exact: true }).first().waitFor();
  });

  it('of more than 500 MB is refused unread, and one button looks at a share of its users', async () => {
    const { page } = open;
    const huge = join(folder, 'huge.csv');
    const rows = Array.from({ length: 100_000 }, (_, row) => `u${row % 500},i${row % 300},${row % 2}\n`);
    writeFileSync(huge, `user_id,item_id,click\n${rows.join('')}`);
    // A hole behind the rows: no room on the disk.
    truncateSync(huge, 600e6);
    await choose(huge);
    await page.getByRole('alert').getByText('more than 500 MB of text').waitFor();
    expect(await bar().count()).toBe(0);
    await page.getByRole('button', { name: 'Continue with 50% of the users' }).press('Enter');
    await stop().waitFor();
    await stopped();
    expect(open.complaints).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});
