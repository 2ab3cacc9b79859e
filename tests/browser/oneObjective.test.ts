/** A log of one kind of event, and one that is hardly what it should be, from the file to the trained list. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, goTo, type OpenPage, openPage } from './openPage';

const rowsOf = (row: (n: number) => string) => Array.from({ length: 1500 }, (_, n) => row(n)).join('\n');
const time = (n: number) => 1_700_000_000 + 600 * ((n * 37) % 1500);
/** Purchases of 60 users and 45 items, at times. */
const PURCHASES = `user_id,item_id,event,timestamp\n${rowsOf(
  (n) => `p${n % 60},q${(n * 7 + Math.floor(n / 60)) % 45},purchase,${time(n)}`,
)}\n`;
const ALL_CLICKED = `user_id,item_id,click,timestamp\n${rowsOf(
  (n) => `p${n % 60},q${(n * 7 + Math.floor(n / 60)) % 45},1,${time(n)}`,
)}\n`;

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await goTo(page, 'Data');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Open / }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);

describe('a log of one kind of event', () => {
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: { width: 1366, height: 768 } });
    page = open.page;
  });
  afterAll(() => open.close());

  it('is asked about, and loaded as one objective by the keyboard', async () => {
    await chooseFile(page, 'purchases.csv', PURCHASES);
    const screen = page.getByRole('region', { name: 'Before purchases.csv is loaded' });
    await screen.getByText(/^Nothing can be loaded yet:.*events of one kind, “purchase”/).waitFor();
    await screen
      .getByRole('radio', { name: /^Each user’s latest 10%.*Popularity of the future leaks/ })
      .waitFor();
    await screen.getByRole('button', { name: 'Train this one objective alone' }).press('Enter');
    await screen.waitFor({ state: 'detached' });
    await page.getByText(/This log has one kind of event, so one objective is trained/).waitFor();
    // The keyboard goes on at the log.
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await expect.poll(focused).toContain('What the log holds');
    // What one cut for everybody would leave to test on stands beside the choice.
    await page
      .getByRole('radio', { name: /^The same points in time.*test users, \d+ of them unknown/ })
      .waitFor();
  });

  it('trains, and the instrument shows neither sliders nor masks and says why', async () => {
    await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    await goTo(page, 'Play');
    await part(page, 'fusion')
      .getByText(/There are no sliders, because one objective has one score/)
      .waitFor();
    await part(page, 'masks')
      .getByText(/There are no masks, because one objective owns every weight/)
      .waitFor();
    expect(await page.locator('[data-part="fusion"] input[type="range"]').count()).toBe(0);
    expect(await part(page, 'masks').locator('canvas').count()).toBe(0);
    // The list, its recall over everybody and the curve are of the one objective, called as in the file.
    expect(await part(page, 'list').getByRole('listitem').count()).toBe(5);
    await part(page, 'fusion')
      .getByText(/Recall@5 over all test users/)
      .waitFor();
    await part(page, 'recall').getByText('purchase').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  });

  it('is evaluated, exported with its run and imported again', async () => {
    const before = await page.evaluate(async () => {
      const [user] = await window.csmf.users();
      const { exposure, click } = await window.csmf.evaluate();
      const [scores] = await window.csmf.scores([user!]);
      return { recall: exposure!.recall, hasClick: click !== undefined, scores: Object.keys(scores!) };
    });
    expect(before.recall).toBeGreaterThan(0);
    expect(before).toMatchObject({ hasClick: false, scores: ['exposure'] });
    const same = await page.evaluate(async () => {
      const [run] = await window.csmf.runs();
      const again = await window.csmf.importRun(await window.csmf.exportRun());
      return JSON.stringify(again.history) === JSON.stringify(run!.history);
    });
    expect(same).toBe(true);
    expect(open.complaints).toEqual([]);
  });
});

describe('a log in which everything is clicked', () => {
  it('is asked about before the training, and trained when the person says that it is right', async () => {
    const { page, close, complaints } = await openPage({ query: '?engine=wasm' });
    try {
      await page.evaluate((text) => window.csmf.loadCsv(text), ALL_CLICKED);
      const refusal = await page.evaluate(
        (config) =>
          window.csmf.train({ method: 'csmf', config }).then(
            () => '',
            (error: Error) => error.message,
          ),
        BRIEF,
      );
      expect(refusal).toMatch(/acknowledge: \['everything-clicked'\].*100% of the exposures are clicked/);
      await page.getByRole('button', { name: 'Train', exact: true }).press('Enter');
      const question = page.getByRole('alertdialog', { name: 'Is this log what it should be?' });
      await question.getByText(/of the exposures are clicked/).waitFor();
      await question.getByRole('button', { name: 'Look at the log' }).press('Enter');
      await page.getByRole('heading', { level: 2, name: 'Data', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Train', exact: true }).press('Enter');
      await question.getByRole('button', { name: 'It is right: train' }).press('Enter');
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});
