/** The built page in a real Chromium, with everything it says on the console. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { QUIET_ARGUMENTS, WEBGPU_ARGUMENTS } from '../../bench/chromiumArguments';
import { serve } from '../../scripts/serve.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

export interface PageOptions extends BrowserContextOptions {
  /** `?engine=…` */
  query?: string;
  /** False: a browser without WebGPU. */
  webgpu?: boolean;
  /** Script that runs in the worker before its own. */
  inWorker?: string;
}

export interface OpenPage {
  page: Page;
  /** Errors and warnings on the console, and exceptions nobody caught. */
  complaints: string[];
  /** Addresses asked for that are not the page's own. */
  foreignRequests: string[];
  close: () => Promise<void>;
}

/** Opens the page and waits until the first sample is there. Needs `npm run build` before. */
export async function openPage({
  query = '',
  webgpu = true,
  inWorker,
  ...context
}: PageOptions = {}): Promise<OpenPage> {
  if (!existsSync(DIST)) throw new Error('There is no dist folder: run npm run build first.');
  const server = await serve(DIST, 0);
  const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';
  const args = webgpu ? [...WEBGPU_ARGUMENTS] : [...QUIET_ARGUMENTS, '--disable-features=WebGPU'];
  const browser: Browser = await chromium.launch({ executablePath, args });
  const page = await (await browser.newContext(context)).newPage();
  const origin = `http://localhost:${server.port}`;
  const complaints: string[] = [];
  const foreignRequests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) foreignRequests.push(url);
  });
  if (inWorker) {
    await page.route(/\/assets\/worker-[^/]+\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${inWorker}\n${await response.text()}` });
    });
  }
  await page.goto(`${origin}/${query}`);
  await page.getByRole('definition').filter({ hasText: '800' }).first().waitFor();
  return {
    page,
    complaints,
    foreignRequests,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A training that ends in a second or two on WASM. */
export const BRIEF = {
  steps: { exposure: 20, click: 10, conversion: 10 },
  recoverySteps: { exposure: 5, click: 5 },
};

/** The retrieved items as the page shows them, top first. */
export function shownItems(page: Page): Promise<string[]> {
  const rows = page.getByRole('region', { name: 'Retrieve' }).getByRole('listitem');
  return rows
    .filter({ has: page.getByRole('img') })
    .locator('strong')
    .allInnerTexts();
}
