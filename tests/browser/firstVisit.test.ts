/** A first visit steers a run trained in advance before anything is trained; a later one begins where it ended. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage, shownItems } from './openPage';

const WIDE = { width: 1366, height: 768 };

describe('a first visit', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: WIDE, untrained: false });
    open.page.setDefaultTimeout(15_000);
  });
  afterAll(() => open.close());

  it('has list, sliders, masks and stages, says that it was trained in advance, and saved nothing', async () => {
    const { page } = open;
    await expect.poll(() => shownItems(page).then(({ length }) => length)).toBeGreaterThanOrEqual(10);
    expect(await page.locator('[data-part="masks"] canvas').count()).toBeGreaterThanOrEqual(2);
    expect(await page.locator('[data-part="fusion"] input[type="range"]:enabled').count()).toBeGreaterThan(2);
    await page
      .getByText(/trained in advance/)
      .first()
      .waitFor();
    expect((await page.evaluate(() => window.csmf.storage.list())).runs).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('follows a slider', async () => {
    const { page } = open;
    const before = await shownItems(page);
    const conversion = page.locator('[data-part="fusion"] input[type="range"]').nth(2);
    await conversion.focus();
    await page.keyboard.press('End');
    await expect.poll(() => shownItems(page)).not.toEqual(before);
  });

  it('is found again after a reload without its address: weights and user', async () => {
    const { page } = open;
    await expect.poll(() => new URL(page.url()).hash).toContain('w=');
    const { hash, origin } = new URL(page.url());
    const list = await shownItems(page);
    await page.goto('about:blank');
    await page.goto(`${origin}/?engine=wasm`);
    await page
      .getByText(/^Trained:/)
      .first()
      .waitFor();
    await expect.poll(() => shownItems(page)).toEqual(list);
    expect(new URL(page.url()).hash).toBe(hash);
  });

  it('gives way to a training of the person’s own, which the next visit begins with', async () => {
    const { page } = open;
    await page.evaluate((config) => window.csmf.train({ method: 'joint', config }), BRIEF);
    await page.getByText('Trained: Joint').first().waitFor();
    expect(await page.getByText(/trained in advance/).count()).toBe(0);
    await expect
      .poll(async () => (await page.evaluate(() => window.csmf.storage.list())).runs.length)
      .toBe(1);
    await page.reload();
    await page.getByText('Trained: Joint').first().waitFor();
  });
});
