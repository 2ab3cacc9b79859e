/** Sentences that were found false once: what the page says of findings, and of masks before anything is trained. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, type OpenPage, openPage } from './openPage';

describe('what the page says', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: { width: 1366, height: 768 } });
    open.page.setDefaultTimeout(15_000);
  });
  afterAll(() => open.close());

  const main = () => open.page.getByRole('main').innerText();

  it('of masks at step 0 is what they show: all weights are there, before any stage has ended', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'New seed' }).click();
    await page.getByText('Paused before Train exposure').first().waitFor();
    const masks = page.getByRole('region', { name: 'Masks' });
    await masks.locator('canvas').nth(1).waitFor();
    expect(await masks.getByRole('listitem').first().innerText()).toMatch(/Exposure\s+100%/);
    expect(await main()).not.toMatch(/once a method with masks trains|first stage ends/);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('of a log’s findings are sentences, not the codes of programs', async () => {
    const { page } = open;
    const text = await readFile('public/templates/flags.csv', 'utf8');
    const findings = await page.evaluate(async (csv) => {
      await window.csmf.loadCsv(csv);
      return (await window.csmf.dataReport()).findings.map(({ code, ...finding }) => ({
        code,
        message: 'message' in finding ? String(finding.message) : '',
      }));
    }, text);
    expect(findings.length).toBeGreaterThan(2);
    await goTo(page, 'Data');
    await page.getByText(findings[0]!.message).first().waitFor();
    const shown = await main();
    for (const { code, message } of findings) {
      expect(shown).toContain(message);
      expect(shown).not.toContain(code);
    }
  });
});
