/** Opens the files of a case in the page, by `window.csmf` or through the mapping screen as a person would. */
import type { Locator, Page } from 'playwright-core';
import { renderEnglish } from '../../src/page/messages/sentence';
import type { Case } from './caseManifest';
import { type CaseOutcome, oneLine } from './caseOutcome';
import { loadByScript, sentCase } from './loadByScript';

const PATIENCE_MS = 15_000;

export function openCase(page: Page, test: Case): Promise<CaseOutcome> {
  return test.how === 'screen' ? openByScreen(page, test) : page.evaluate(loadByScript, sentCase(test));
}

async function openByScreen(page: Page, { files }: Case): Promise<CaseOutcome> {
  const screen = page.locator('[data-part="mapping"]');
  // Each kind of failure has a heading; what is said beside a choice has none.
  const failure = page.getByRole('alert').filter({ has: page.getByRole('heading') });
  const button = (key: string) => screen.getByRole('button', { name: renderEnglish(key)!, exact: true });
  const failureText = async () => oneLine((await failure.count()) ? await failure.first().innerText() : '');

  if (await screen.count()) await button('mapping.cancel').click();
  await choose(page, files);
  await either(screen.waitFor({ timeout: PATIENCE_MS }), failure);
  await page.waitForTimeout(300);
  if (!(await screen.count()))
    return { isLoaded: false, message: (await failureText()) || 'nothing happened' };

  const said = oneLine(await screen.innerText());
  const readiness = oneLine((await screen.locator('[data-part="readiness"]').allInnerTexts()).join(' '));
  const refuse = async (message: string): Promise<CaseOutcome> => {
    await button('mapping.cancel').click();
    return { isLoaded: false, message, screen: said };
  };
  if (!(await button('mapping.load').isEnabled())) return refuse(readiness);
  await button('mapping.load').click();
  await either(screen.waitFor({ state: 'detached', timeout: PATIENCE_MS }), failure);
  await page.waitForTimeout(200);
  if (await screen.count()) return refuse((await failureText()) || 'not loaded');
  return { ...(await loadedLog(page)), screen: said, ...(await remarksOf(page, readiness)) };
}

async function choose(page: Page, files: Case['files']): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '#data';
  });
  const chooser = page.waitForEvent('filechooser', { timeout: PATIENCE_MS });
  await page.getByRole('button', { name: renderEnglish('data.choose')! }).click({ timeout: PATIENCE_MS });
  const chosen = files.map(({ name, data }) => ({ name, mimeType: 'text/csv', buffer: data }));
  await (await chooser).setFiles(chosen);
}

/** Waits for one of the two; where neither comes, what is there is judged. */
async function either(first: Promise<void>, second: Locator): Promise<void> {
  await Promise.race([first, second.first().waitFor({ timeout: PATIENCE_MS })]).catch(() => undefined);
}

function loadedLog(page: Page) {
  return page.evaluate(async () => {
    const { csmf } = window;
    const report = await csmf.dataReport();
    const pairs = (objective: string) =>
      report.funnel.find((step) => step.objective === objective)?.pairs ?? 0;
    return {
      isLoaded: true as const,
      counts: {
        users: (await csmf.users()).length,
        items: (await csmf.items()).length,
        exposures: pairs('exposure'),
        clicks: pairs('click'),
        conversions: pairs('conversion'),
      },
      ...report.times,
    };
  });
}

/** What stood on the screen, the log's notices and its findings. */
async function remarksOf(page: Page, readiness: string): Promise<{ remarks: string }> {
  const notices = await page.locator('[data-part="notices"]').evaluateAll((parts) =>
    parts.map((part) => {
      part.setAttribute('open', '');
      return part.textContent ?? '';
    }),
  );
  const findings = await page.evaluate(async () =>
    (
      (await window.csmf.dataReport()).findings as readonly {
        code?: string;
        column?: string;
        message?: string;
      }[]
    ).map(({ code, column = '', message }) => `${code} [${column}]: ${message}`),
  );
  return { remarks: [readiness, ...notices, ...findings].join('\n') };
}
