/** The lab’s panel in the built page: set up by hand, left in the middle, resumed, read and exported. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, type OpenPage, openPage } from './openPage';

/** Cheap enough for a test; when the first is measured, seconds of work are left for the others. */
const CHOSEN = ['Joint model', 'Sequential, no masks', 'Popularity'];

describe('the lab’s panel', () => {
  let open: OpenPage;
  let page: Page;
  let lab: Locator;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm' });
    page = open.page;
    await goTo(page, 'Compare');
    lab = page.getByRole('region', { name: 'The lab', exact: true });
  });
  afterAll(() => open.close());

  const finished = () => lab.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });
  const rowOf = (name: string) => lab.getByRole('row', { name: new RegExp(`^${name}`) });

  it('shows what will be trained, and starts only on the Start button', async () => {
    await lab.getByText(/^More methods \(3 of \d+ chosen\)$/).click();
    const ticked = await lab
      .getByRole('checkbox', { checked: true })
      .evaluateAll((boxes) => boxes.map((box) => box.closest('label')?.textContent ?? ''));
    expect(ticked).toEqual(expect.arrayContaining(['Shop', ...CHOSEN]));
    for (const name of ticked.filter((one) => !['Shop', ...CHOSEN].includes(one))) {
      await lab.getByRole('checkbox', { name, exact: true }).press('Space');
    }
    await lab.getByRole('textbox', { name: 'Seeds' }).fill('1');
    await lab.getByRole('slider', { name: 'Budget' }).press('Home');
    await lab.getByText(/^3 trainings, about/).waitFor();
    expect(await page.evaluate(() => window.csmf.lab.state())).toMatchObject({ status: 'idle' });
  });

  it('fills the table while it runs, and offers to go on after a reload', async () => {
    await lab.getByRole('button', { name: 'Start' }).press('Enter');
    await lab.getByText('Running', { exact: true }).waitFor();
    // The form has gone, and the focus with it to the experiment.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Running');
    await rowOf('Joint model')
      .getByText(/^0\.\d{3}/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.reload();
    await lab.getByText('Interrupted', { exact: true }).waitFor();
    await lab.getByRole('button', { name: 'Discard' }).waitFor();
    await lab.getByRole('button', { name: 'Resume' }).press('Enter');
    await finished();
    for (const name of CHOSEN) {
      await rowOf(name)
        .getByText(/^0\.\d{3}/)
        .first()
        .waitFor();
    }
  });

  it('exports what it shows', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      lab.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    for (const method of ['joint', 'sequential', 'popularity']) expect(csv).toContain(method);
  });

  it('switches between its views, and leaves a method out of the plot', async () => {
    await lab.getByRole('radio', { name: 'Cost' }).click();
    await rowOf('Joint model').getByText('64,208').waitFor();
    await lab.getByRole('radio', { name: 'Slices' }).click();
    await lab.getByRole('columnheader', { name: 'Tail items' }).waitFor();
    await lab.getByRole('radio', { name: 'Ranking quality' }).click();
    const key = lab.getByRole('button', { name: /^Joint model/ });
    await expect.poll(() => lab.locator('.recharts-scatter').count()).toBe(3);
    await key.click();
    await expect.poll(() => lab.locator('.recharts-scatter').count()).toBe(2);
  });

  it.each(['light', 'dark'] as const)('has no serious accessibility violation in %s', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  });

  it('never makes the page wider than the window', async () => {
    for (const width of [1100, 800, 360]) {
      await page.setViewportSize({ width, height: 740 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(overflow, { message: `${width} px` }).toBeLessThanOrEqual(0);
    }
    expect(open.complaints).toEqual([]);
  });
});
