/** Builds the page of the benchmark or of the lab, and opens it in separate browsers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { kernels } from '../scripts/kernels.mjs';
import { serve } from '../scripts/serve.mjs';
import { WEBGPU_ARGUMENTS } from './chromiumArguments';

export interface BenchSite {
  /** Opens the page in a new browser; nothing is measured yet. */
  open(query?: string): Promise<BenchBrowser>;
  close(): Promise<void>;
}

/** Folder of the page's sources, and the name of what it sets on `window` once it is ready. */
export interface SiteSource {
  root: URL;
  global: string;
}

const BENCHMARK: SiteSource = { root: new URL('./page', import.meta.url), global: 'benchPage' };

/** Builds the page into a folder that `close` deletes, and serves it as the app is served. */
export async function openSite(executablePath: string, source = BENCHMARK): Promise<BenchSite> {
  const outDir = mkdtempSync(join(tmpdir(), 'csmf-bench-'));
  await build({
    root: fileURLToPath(source.root),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [kernels()],
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 5000 },
  });
  const server = await serve(outDir, 0);
  return {
    open: (query = '') => openBrowser(executablePath, `http://localhost:${server.port}/${query}`, source),
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

async function openBrowser(
  executablePath: string,
  address: string,
  { global }: SiteSource,
): Promise<BenchBrowser> {
  const browser = await chromium.launch({ executablePath, args: [...WEBGPU_ARGUMENTS] });
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction((name) => name in window, global);
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

  /** Returns the milliseconds that tasks have taken on the page's main thread since it was opened. */
  async busyMs(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  }

  /** Closes the browser, whatever its page is doing. */
  async close(): Promise<void> {
    await this.browser.close();
  }
}
