/** Opens the served page in a headless Firefox, by WebDriver BiDi. */
import puppeteer, { type Page } from 'puppeteer-core';

export async function openFirefox(
  url: string,
  executablePath: string,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'engineUnderTest' in window);
  return { page, close: () => browser.close() };
}
