/** Builds the page of the benchmark or of the lab, and opens it in separate browsers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { compileKernels, kernels } from '../scripts/kernels.mjs';
import { serve } from '../scripts/serve.mjs';
import { WEBGPU_ARGUMENTS } from './chromiumArguments';
import { type Closable, closeOnSignals, OpenResources } from './openResources';

// Compiled now, for the build: vite's module runner, which loads this file, cannot import the compiler afterwards.
for (const file of ['kernels.wasm', 'peak.wasm']) await compileKernels(file);

export interface BenchSite {
  /** Opens the page, or another one that is then built, in a new browser; nothing is measured yet. */
  open(query?: string, source?: SiteSource): Promise<BenchBrowser>;
  /** Starts something that is closed with the site. */
  start<T extends Closable>(starter: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
  /** Aborted as soon as the site is closed, also by a signal: whoever works with it must stop. */
  closed: AbortSignal;
}

/** Folder of the page's sources, and the name of what it sets on `window` once it is ready. */
export interface SiteSource {
  root: URL;
  global: string;
  /** Builds it as its own configuration says. */
  configFile?: true;
}

/** `folder`: relative to this file. */
export const sourceOf = (folder: string, global: string): SiteSource => ({
  root: new URL(folder, import.meta.url),
  global,
});

/** Signals are handled once for all browsers, by `closeOnSignals`. */
const LAUNCH_OPTIONS = {
  args: [...WEBGPU_ARGUMENTS],
  ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
};

const BENCHMARK = sourceOf('./page', 'benchPage');

/**
 * Builds the page into a folder that `close` deletes, and serves it as the app is served. `close`, a signal that ends
 * the process and an error of this function also close all browsers, those that are still starting included.
 */
export async function openSite(executablePath: string, source = BENCHMARK): Promise<BenchSite> {
  const resources = new OpenResources();
  const removeListeners = closeOnSignals(() => resources.close());
  const close = async () => {
    await resources.close();
    removeListeners();
  };
  const addresses = new Map<SiteSource, Promise<string>>();
  const addressOf = (page: SiteSource) => {
    const address = addresses.get(page) ?? serveBuilt(resources, page);
    addresses.set(page, address);
    return address;
  };
  try {
    await addressOf(source);
    const launch = () => resources.open(() => chromium.launch({ executablePath, ...LAUNCH_OPTIONS }));
    return {
      async open(query = '', page = source) {
        const address = await addressOf(page);
        return openPage(await launch(), `${address}${query}`, page);
      },
      start: (starter) => resources.open(starter),
      close,
      closed: resources.closed,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Builds a page and serves it. → its address */
async function serveBuilt(resources: OpenResources, { root, configFile }: SiteSource): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'csmf-bench-'));
  await resources.open(() => ({ close: () => rmSync(outDir, { recursive: true, force: true }) }));
  await build({
    root: fileURLToPath(root),
    logLevel: 'error',
    ...(!configFile && { base: './', configFile: false, plugins: [kernels()] }),
    build: {
      ...{ outDir, emptyOutDir: true, target: 'es2022' },
      ...{ assetsInlineLimit: 0, chunkSizeWarningLimit: 5000 },
    },
  });
  const { port } = await resources.open(() => serve(outDir, 0));
  return `http://localhost:${port}/`;
}

async function openPage(browser: Browser, address: string, { global }: SiteSource): Promise<BenchBrowser> {
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction((name) => name in window, global);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return new BenchBrowser(browser, page, session);
  } catch (error) {
    await browser.close();
    throw error;
  }
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
