/** Names and titles without a break, as files really have them, stay within the page in every view. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { BRIEF, goTo, openPage } from './openPage';

const LONG = (letter: string, length: number) => letter.repeat(length);
const FILE = `part-00000-${LONG('0123456789abcdef', 13)}.csv`;
const FEATURE = `category_${LONG('x', 166)}`;
const TITLE = (item: number) => `https://example.com/${LONG('path', 45)}/${item}`;

function longLog(): string {
  const rows = Array.from({ length: 900 }, (_, n) => {
    const item = (n * 7) % 40;
    return `u${n % 60},i${item},${n % 2},${n % 6 === 1 ? 1 : 0},${TITLE(item)},c${item % 5}`;
  });
  return `user_id,item_id,click,conversion,title,${FEATURE}\n${rows.join('\n')}\n`;
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

it.each([360, 1280])('at %i pixels', async (width) => {
  const { page, close, complaints } = await openPage({ viewport: { width, height: 800 } });
  try {
    await goTo(page, 'Data');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^Open / }).click();
    const buffer = Buffer.from(longLog());
    await (await chooser).setFiles({ name: FILE, mimeType: 'text/csv', buffer });
    const screen = page.locator('[data-part="mapping"]');
    await screen.waitFor();
    await screen.locator('details').evaluateAll((parts) => {
      for (const part of parts) part.setAttribute('open', '');
    });
    expect(await overflow(page), 'mapping screen').toBeLessThanOrEqual(0);
    await screen.getByRole('button', { name: 'Load', exact: true }).press('Enter');
    await screen.waitFor({ state: 'detached' });
    await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    for (const view of ['Data', 'Play', 'Compare', 'Runs'] as const) {
      await goTo(page, view);
      expect(await overflow(page), view).toBeLessThanOrEqual(0);
    }
    await page.reload();
    await page
      .getByText(/^Trained:|^Ready to train/)
      .first()
      .waitFor();
    for (const view of ['Data', 'Runs', 'Play'] as const) {
      await goTo(page, view);
      expect(await overflow(page), `${view} on a later visit`).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
});
