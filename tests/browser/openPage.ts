/** The built page in a real Chromium, with everything it says on the console. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  /** False: a first visit as it is, with the run that ships with the page. Else the page begins untrained. */
  untrained?: boolean;
  /** Where on the server the page lies, `some/path`; absent: at its root. */
  folder?: string;
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
  folder = '',
  untrained = true,
  ...context
}: PageOptions = {}): Promise<OpenPage> {
  if (!existsSync(DIST)) throw new Error('There is no dist folder: run npm run build first.');
  const root = folder ? await linkedUnder(folder) : DIST;
  const server = await serve(root, 0);
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
  // An empty file opens as no run, as where the snapshot does not come.
  if (untrained) await page.route('**/snapshots/*.zip', (route) => route.fulfill({ body: '' }));
  await page.goto(`${origin}/${folder && `${folder}/`}${query}`);
  await page
    .getByText(untrained ? /^Ready to train/ : /^Trained:/)
    .first()
    .waitFor();
  return {
    page,
    complaints,
    foreignRequests,
    close: async () => {
      await browser.close();
      await server.close();
      if (root !== DIST) await rm(root, { recursive: true });
    },
  };
}

/** Makes a folder in which the built page lies under a path; returns it. */
async function linkedUnder(path: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'csmf-site-'));
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(DIST, join(root, path));
  return root;
}

/** Goes to a view by its link in the bar, and waits for its title. */
export async function goTo(page: Page, view: 'Play' | 'Data' | 'Compare' | 'Runs'): Promise<void> {
  const titles = { Play: 'The instrument', Data: 'Data', Compare: 'The lab', Runs: 'Results and runs' };
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
  await page.getByRole('heading', { level: 2, name: titles[view], exact: true }).waitFor();
}

/** Opens an entry of the menu at the bar's end. */
export async function chooseMore(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** A training that ends in a second or two on WASM. */
export const BRIEF = {
  steps: { exposure: 20, click: 10, conversion: 10 },
  recoverySteps: { exposure: 5, click: 5 },
};

/** The retrieved items as the page shows them, top first. */
export function shownItems(page: Page): Promise<string[]> {
  const rows = page.getByRole('region', { name: 'List' }).getByRole('listitem');
  return rows
    .filter({ has: page.getByRole('img') })
    .locator('strong')
    .allInnerTexts();
}
