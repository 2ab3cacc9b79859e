/** Builds the page, serves it, and opens it in a headless Chromium with the software adapter. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build, type InlineConfig, preview } from 'vite';
import { WEBGPU_ARGUMENTS } from '../../../bench/chromiumArguments';
import { kernels } from '../../../scripts/kernels.mjs';

export async function openEnginePage(): Promise<{ page: Page; close: () => Promise<void> }> {
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
  const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: [...WEBGPU_ARGUMENTS] });
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.waitForFunction(() => 'engineUnderTest' in window);
  const close = async () => {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  };
  return { page, close };
}
