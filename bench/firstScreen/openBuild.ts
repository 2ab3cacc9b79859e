/** A served build, and pages of it in contexts of their own. */
import type { Browser, Page } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';

export interface Build {
  /** Opens the page as a first visit does, on the engine for processors; resolves once its log is there. */
  open(): Promise<Page>;
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a build's folder. */
export async function serveBuild(browser: Browser, folder: string): Promise<Build> {
  const server = await serve(folder, 0);
  const address = `http://localhost:${server.port}/`;
  return {
    address,
    close: server.close,
    async open() {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
      const page = await context.newPage();
      page.setDefaultTimeout(300_000);
      await page.goto(`${address}?engine=wasm`);
      await page.waitForFunction(() => 'csmf' in window);
      await page.waitForFunction(() =>
        window.csmf.users().then(
          (users) => users.length > 0,
          () => false,
        ),
      );
      return page;
    },
  };
}
