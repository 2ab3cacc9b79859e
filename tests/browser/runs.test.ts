/** The list of runs: distinguished by what was changed, renamed by keyboard, each there once, focus never lost. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage } from './openPage';

describe('the list of runs', () => {
  let open: OpenPage;
  let page: Page;
  let runs: Locator;
  const CSMF = 'CSMF, the paper’s plan, seed 0';
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: { width: 1366, height: 768 } });
    page = open.page;
    await page.evaluate(async (config) => {
      await window.csmf.train({ method: 'csmf', config });
      await window.csmf.train({ method: 'csmf', config: { ...config, tau: { exposure: 0.6 } } });
      window.location.hash = '#runs';
    }, BRIEF);
    runs = page.getByRole('region', { name: 'Runs', exact: true });
  });
  afterAll(() => open.close());

  const shows = (change: string) =>
    runs.getByRole('button', { name: new RegExp(`^Show ${CSMF}.*${change}`) });
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

  it('tells two runs of one method and seed apart by the parameter that was changed', async () => {
    await shows('τ after exposure 0.6').waitFor();
    await expect.poll(() => runs.getByRole('button', { name: `Show ${CSMF}` }).count()).toBe(2);
    expect(await shows('τ after exposure').count()).toBe(1);
    // Steps were changed for both, so both say it.
    expect(await shows('Exposure steps 20').count()).toBe(2);
  });

  it('keeps the focus on the run that is chosen, and marks it', async () => {
    const other = runs.getByRole('row').filter({ hasNotText: 'τ after exposure' }).last();
    const name = other.getByRole('button', { name: /^Show/ });
    const label = await name.getAttribute('aria-label');
    await name.press('Enter');
    await expect.poll(() => other.getAttribute('aria-current')).toBe('true');
    expect(await focused()).toBe(label);
  });

  it('is renamed by keyboard: the field has the focus, Escape leaves the name, Enter saves it', async () => {
    const row = runs.getByRole('row').filter({ hasText: 'τ after exposure' });
    const rename = row.getByRole('button', { name: /^Rename/ });
    await rename.press('Enter');
    await page.keyboard.type('never kept');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Rename CSMF, the paper’s plan');
    expect(await runs.getByText('never kept').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('softer pruning');
    await page.keyboard.press('Enter');
    await row.getByRole('button', { name: 'Rename softer pruning' }).waitFor();
    expect(await row.innerText()).toMatch(/CSMF, the paper’s plan · seed 0.*saved/);
  });

  it('shows an imported run that is there, and lists it once', async () => {
    const before = await runs.getByRole('row').count();
    await page.evaluate(async () => window.csmf.importRun(await window.csmf.exportRun()));
    expect(await runs.getByRole('row').count()).toBe(before);
  });

  it('is never wider than the window, with a name of 200 letters', async () => {
    await runs.getByRole('button', { name: 'Rename softer pruning' }).press('Enter');
    await page.keyboard.insertText('x'.repeat(200));
    await page.keyboard.press('Enter');
    await runs.getByRole('button', { name: /^Rename x{200}$/ }).waitFor();
    for (const width of [1366, 683, 360, 320]) {
      await page.setViewportSize({ width, height: 768 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(overflow, { message: `at ${width}` }).toBeLessThanOrEqual(0);
    }
  });
});
