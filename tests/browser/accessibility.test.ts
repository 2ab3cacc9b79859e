/** The views Data, Compare and Runs in their states and both themes: axe finds nothing in them. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage } from './openPage';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'] as const;

let open: OpenPage;
let page: Page;
beforeAll(async () => {
  open = await openPage({ query: '?engine=wasm', viewport: { width: 1366, height: 768 } });
  page = open.page;
});
afterAll(() => open.close());

const openView = (view: string) =>
  page.evaluate((name) => {
    window.location.hash = name;
  }, view);

/** What axe finds in a part of the page, in both themes, each with the elements. */
async function violationsIn(part: string): Promise<string[]> {
  const found: string[] = [];
  // What the bar covers while the page is scrolled counts as too small a target.
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include(part).withTags(TAGS).analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
      ),
    );
  }
  return found;
}

const BAD_ROWS = `user_id,item_id,click,conversion\n${[...new Array(200).keys()]
  .map((row) => `u${row % 40},i${row % 23},${row === 7 ? 'maybe' : row % 3 ? 0 : 1},0`)
  .join('\n')}\n`;

describe('axe finds nothing', () => {
  it('in the mapping of a file, and in its errors, whose rows can be left out where they are reported', async () => {
    await openView('#data');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open CSV…' }).click();
    await (await chooser).setFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from(BAD_ROWS) });
    const mapping = page.getByRole('region', { name: 'Before bad.csv is loaded' });
    await mapping.waitFor();
    expect(await violationsIn('main')).toEqual([]);
    await mapping.getByRole('button', { name: 'Load', exact: true }).click();
    const skip = mapping.getByRole('button', { name: 'Leave this row out and load' });
    await skip.waitFor();
    expect(await violationsIn('main')).toEqual([]);
    await skip.click();
    await mapping.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(async () => (await window.csmf.users()).length)).toBe(40);
    expect(await violationsIn('main')).toEqual([]);
  });

  it('in the experiment while it runs and after it', async () => {
    await openView('#compare');
    await page.evaluate(() =>
      window.csmf.lab.start({
        datasets: [{ sample: 'shop', users: 200, items: 200 }],
        methods: ['csmf', 'joint', 'popularity'],
        seeds: [0],
        budget: 0.3,
      }),
    );
    const status = (word: string) => page.locator('main').getByText(word, { exact: true });
    await status('Running').waitFor();
    expect(await violationsIn('main')).toEqual([]);
    await status('Finished').waitFor({ timeout: 60_000 });
    await page
      .getByText(/one seed: no statement about luck/)
      .first()
      .waitFor();
    await page.getByText('The points as a table').click();
    expect(await violationsIn('main')).toEqual([]);
  });

  it('in the results and the list of runs', async () => {
    await page.evaluate(async (config) => {
      await window.csmf.loadSample('shop', { users: 100, items: 100 });
      await window.csmf.train({ method: 'csmf', config });
      await window.csmf.train({ method: 'sequential', config });
    }, BRIEF);
    await openView('#runs');
    await page.getByRole('region', { name: 'Runs', exact: true }).getByText('What the columns mean').click();
    await page.getByRole('table').filter({ hasText: 'Recall@' }).first().waitFor();
    expect(await violationsIn('main')).toEqual([]);
  });
});

describe('what can be seen', () => {
  it('keeps bars filled in forced colours and in print', async () => {
    await openView('#compare');
    const bar = page.locator('main').getByText('CSMF against the best baseline').locator('xpath=../..');
    await page.emulateMedia({ forcedColors: 'active' });
    const adjusted = await bar
      .locator('[style*="width"]')
      .first()
      .evaluate((element) => getComputedStyle(element).forcedColorAdjust);
    expect(adjusted).toBe('none');
    await page.emulateMedia({ forcedColors: 'none', media: 'print' });
    const printed = await bar
      .locator('[style*="width"]')
      .first()
      .evaluate((element) => getComputedStyle(element).printColorAdjust);
    expect(printed).toBe('exact');
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('header')!).position)).toBe(
      'static',
    );
    await page.emulateMedia({ media: 'screen' });
  });

  it('keeps tables of results apart under wide text', async () => {
    await openView('#runs');
    await page.addStyleTag({
      content:
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }',
    });
    const boxes = await page
      .locator('table[data-owner]')
      .evaluateAll((tables) =>
        tables.map((table) => ({ box: table.getBoundingClientRect(), wide: table.scrollWidth })),
      );
    for (const [index, { box }] of boxes.entries()) {
      for (const { box: other } of boxes.slice(index + 1)) {
        const isApart = box.right <= other.left || other.right <= box.left || box.bottom <= other.top;
        expect(isApart).toBe(true);
      }
    }
    expect(boxes.length).toBe(3);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  });
});
