/** Builds the page of the benchmark, and opens every contestant in a browser of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { serve } from '../scripts/serve.mjs';
import { WEBGPU_ARGUMENTS } from '../tests/browser/openPage';

export interface BenchSite {
  /** A browser with the page open; nothing is measured yet. */
  open(): Promise<BenchBrowser>;
  close(): Promise<void>;
}

/** Builds the page into a folder that is gone after `close`, and serves it as the app is served. */
export async function openSite(executablePath: string): Promise<BenchSite> {
  const outDir = mkdtempSync(join(tmpdir(), 'csmf-bench-'));
  await build({
    root: fileURLToPath(new URL('./page', import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 5000 },
  });
  const server = await serve(outDir, 0);
  return {
    open: () => openBrowser(executablePath, `http://localhost:${server.port}/`),
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

async function openBrowser(executablePath: string, address: string): Promise<BenchBrowser> {
  const browser = await chromium.launch({ executablePath, args: [...WEBGPU_ARGUMENTS] });
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'benchPage' in window);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return new BenchBrowser(browser, page, session);
}

export class BenchBrowser {
  constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  get version(): string {
    return this.browser.version();
  }

  /** Milliseconds that tasks have taken on the page's main thread since it was opened. */
  async busyMs(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  }

  /** Ends the browser, whatever its page is doing. */
  async close(): Promise<void> {
    await this.browser.close();
  }
}
