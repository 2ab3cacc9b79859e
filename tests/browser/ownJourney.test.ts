/** The whole way of a person with a log of their own: upload, map, fix, train, reload, continue, export, forget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, goTo, type OpenPage, openPage } from './openPage';

/** Headers that say nothing, user and item the wrong way round, and five rows that cannot be read. */
function oddLog(): string {
  const rows = Array.from(
    { length: 1200 },
    (_, n) => `p${n % 60};q${(n * 7) % 45};${n % 4 === 1 ? 1 : 0}${n % 240 === 239 ? '' : `;${n % 2}`}`,
  );
  return `what;who;kept;tried\n${rows.join('\n')}\n`;
}

const CONFIG = {
  ...BRIEF,
  batchSize: 64,
  uniformNegatives: 64,
  maximumEpochs: 0,
  steps: { exposure: 20, click: 1200, conversion: 10 },
};

let open: OpenPage;
/** Whatever went over the network since the page was loaded. */
let requests: string[];
beforeAll(async () => {
  open = await openPage({ query: '?engine=wasm' });
  await quiet();
  requests = [];
  open.page.on('request', (request) => {
    // The page's own files come when they are needed; nothing else is asked for, and nothing is sent.
    const isOwn = request.method() === 'GET' && /^http:\/\/localhost:\d+\/[\w./-]+$/.test(request.url());
    if (!isOwn && !/^(blob|data):/.test(request.url())) requests.push(`${request.method()} ${request.url()}`);
  });
});
afterAll(() => open.close());

/** The engine is there, and nothing is on its way. */
const quiet = async () => {
  await open.page.waitForFunction(() => 'csmf' in window);
  await open.page.evaluate(() => window.csmf.engine());
  await open.page.waitForLoadState('networkidle');
};
const screen = () => open.page.getByRole('region', { name: 'Before odd.csv is loaded' });
const library = () => open.page.getByRole('region', { name: 'Saved in this browser' });
const runs = () => open.page.getByRole('region', { name: 'Runs', exact: true });
const scores = () =>
  open.page.evaluate(async () => {
    const all = await window.csmf.scores(['p0', 'p31']);
    return all.map(({ exposure, click, conversion }) => [[...exposure], [...click], [...conversion]]);
  });
const chosen = async (button: string, file: Parameters<OpenPage['page']['setInputFiles']>[1]) => {
  const chooser = open.page.waitForEvent('filechooser');
  await open.page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(file);
};

describe('a log of one’s own', () => {
  it('is mapped by keyboard, and what is wrong with it is fixed where it is reported', async () => {
    const { page } = open;
    await goTo(page, 'Data');
    await chosen('Open CSV…', { name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(oddLog()) });
    await screen().getByText('5 rows are malformed and cannot be read.').waitFor();
    // No name says which column is what: each is asked for.
    for (const [role, column] of [
      ['User', 'what'],
      ['Item', 'who'],
      ['Click \\(0/1\\)', 'tried'],
      ['Conversion \\(0/1\\)', 'kept'],
    ] as const) {
      const choice = screen().getByRole('button', { name: new RegExp(`${role}$`) });
      await choice.press('Enter');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.type(column);
      await page.keyboard.press('Enter');
      await expect.poll(() => choice.innerText()).toMatch(column);
    }
    const load = screen().getByRole('button', { name: 'Load', exact: true });
    await load.press('Enter');
    const fault = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await fault.getByText('5 problems:').waitFor();
    expect(await fault.innerText()).toMatch(/Line 241/);
    await screen().getByText('More choices').press('Enter');
    await screen().getByRole('switch', { name: 'Skip rows that cannot be read' }).press('Space');
    await load.press('Enter');
    await screen().waitFor({ state: 'detached' });
    await page.getByText(/notes about this log/).waitFor();
    expect((await page.evaluate(() => window.csmf.users())).length).toBe(60);
  });

  it('trains, outlives a reload in the middle, and goes on', async () => {
    const { page } = open;
    expect(requests).toEqual([]);
    // From within: between a look at the progress and a press from outside the training may end.
    await page.evaluate((config) => {
      const button = () => [...document.querySelectorAll('button')].find((one) => one.innerText === 'Pause');
      const onProgress = ({ step }: { step: number }) => step > 25 && button()?.click();
      void window.csmf.train({ method: 'csmf', config, onProgress });
    }, CONFIG);
    await page
      .getByText(/^Paused in Train click/)
      .first()
      .waitFor();
    await page.reload();
    await quiet();
    requests = [];
    const notice = page.getByRole('complementary', { name: 'A training was interrupted' });
    expect(await notice.innerText()).toMatch(/on “odd\.csv”.*“Train click”/);
    await notice.getByRole('button', { name: 'Continue' }).press('Enter');
    await goTo(page, 'Runs');
    const kept = runs().getByRole('button', { name: /^Show CSMF/ });
    await kept.waitFor({ timeout: 100_000 });
    expect(await page.evaluate(() => window.csmf.users())).toHaveLength(60);
  });

  it('is exported with its run, which comes back with the same bits', async () => {
    const { page } = open;
    const before = await scores();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export run' }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toBe('csmf-odd.csv-csmf-seed0.zip');
    const path = await file.path();
    // Nothing but the file has the run when it is imported.
    await runs()
      .getByRole('button', { name: /^Delete CSMF/ })
      .press('Enter');
    await page.reload();
    await quiet();
    requests = [];
    await library().getByRole('button', { name: 'Open odd.csv' }).press('Enter');
    await expect.poll(() => page.evaluate(async () => (await window.csmf.users()).length)).toBe(60);
    expect(await page.evaluate(() => window.csmf.runs())).toEqual([]);
    await chosen('Import run…', path);
    await expect.poll(() => page.evaluate(async () => (await window.csmf.runs()).length)).toBe(1);
    expect(await scores()).toEqual(before);
  });

  it('is forgotten with all that was made of it, and has never left the browser', async () => {
    const { page } = open;
    await library().getByRole('button', { name: 'Delete everything…' }).press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Delete everything…' });
    await question.getByRole('button', { name: 'Delete everything', exact: true }).press('Enter');
    await library()
      .getByText(/are stored only in this browser/)
      .waitFor();
    await expect.poll(() => page.evaluate(async () => (await window.csmf.users()).length)).toBe(800);
    expect(await page.getByText('odd.csv').count()).toBe(0);
    expect(await page.evaluate(() => window.csmf.runs())).toEqual([]);
    expect(requests).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
    expect(open.complaints).toEqual([]);
  });
});
