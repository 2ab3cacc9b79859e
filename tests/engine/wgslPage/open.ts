/** Builds the page, serves it, and opens it in a headless Chromium with the software adapter. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import { WEBGPU_ARGUMENTS } from '../../../bench/chromiumArguments';
import { kernels } from '../../../scripts/kernels.mjs';

export interface ServedPage {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Builds the page into a temporary folder, which `close` removes, and serves it. */
export async function serveEnginePage(): Promise<ServedPage> {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const outDir = mkdtempSync(join(tmpdir(), 'csmf-wgsl-'));
  const shared: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [kernels()],
    build: { outDir, emptyOutDir: true },
  };
  await build(shared);
  const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } });
  const close = async () => {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  };
  return { url: server.resolvedUrls!.local[0]!, close };
}

export async function openChromium(url: string): Promise<OpenPage> {
  const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: [...WEBGPU_ARGUMENTS] });
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'engineUnderTest' in window);
  return { page, close: () => browser.close() };
}

/** Serves the page and opens it in Chromium; `close` ends both. */
export async function openEnginePage(): Promise<OpenPage> {
  const served = await serveEnginePage();
  const { page, close } = await openChromium(served.url);
  return { page, close: () => close().then(served.close) };
}
