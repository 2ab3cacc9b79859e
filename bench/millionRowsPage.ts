/**
 * The same log through the page in a real browser: seconds from choosing the file to the mapping screen and
 * from Load to the report, the largest memory of the page's process, and the longest time that the page did
 * not respond. Needs a build, and Linux for the memory.
 */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { serve } from '../scripts/serve.mjs';

const MB = 1e6;
const DIST = 'dist';
const TIMEOUT_MS = 300_000;

/** Measures a generated file of scripts/millionRows.mjs. */
export async function measurePage(path: string, executablePath: string): Promise<void> {
  const server = await serve(DIST, 0);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(`http://localhost:${server.port}/?engine=wasm`);
    await page
      .getByText(/^Ready to train/)
      .first()
      .waitFor();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Data' }).click();
    await measure(page, await rendererOf(page), path);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measure(page: Page, renderer: number, path: string): Promise<void> {
  await watchDelays(page);
  const sampled = residentMb(renderer);
  const before = sampled.now();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open CSV…' }).click();
  const profile = await seconds(async () => {
    await (await chooser).setFiles(path);
    await page.getByRole('region', { name: /^Before / }).waitFor();
  });
  const profilePeak = sampled.peak();
  const profileDelay = await longestDelay(page);
  const load = await seconds(async () => {
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByRole('region', { name: 'Data report' }).waitFor();
  });
  const loadPeak = sampled.peak();
  sampled.stop();
  const loadDelay = await longestDelay(page);
  process.stdout.write(
    [
      `page     ${extname(path)}: profile ${profile.toFixed(2)} s, load and report ${load.toFixed(2)} s`,
      `page     resident ${before.toFixed(0)} MB before, ${profilePeak.toFixed(0)} MB at most while profiled, ${loadPeak.toFixed(0)} MB while loaded`,
      `page     longest time it did not respond: ${profileDelay} ms around the profile, ${loadDelay} ms around loading`,
      '',
    ].join('\n'),
  );
}

interface Watched {
  longestDelayMs: number;
}

/** Starts a timer of ten milliseconds that records its longest delay. */
async function watchDelays(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.longestDelayMs = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      watched.longestDelayMs = Math.max(watched.longestDelayMs, now - last - 10);
      last = now;
    }, 10);
  });
}

/** Returns the longest delay in milliseconds since the last call. */
const longestDelay = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const watched = window as unknown as Watched;
    const longest = Math.round(watched.longestDelayMs);
    watched.longestDelayMs = 0;
    return longest;
  });

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Returns the id of the process that runs the page and its worker. */
async function rendererOf(page: Page): Promise<number> {
  const browser = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const largest = renderers.sort((a, b) => residentOf(b.id) - residentOf(a.id))[0];
  if (!largest) throw new Error('the browser lists no renderer process');
  return largest.id;
}

/** Samples the resident memory in Linux's /proc; the peak restarts at every call. */
function residentMb(process: number) {
  let peakMb = 0;
  const sample = () => {
    peakMb = Math.max(peakMb, residentOf(process));
  };
  const sampling = setInterval(sample, 20);
  return {
    now: () => residentOf(process),
    peak() {
      sample();
      const peak = peakMb;
      peakMb = 0;
      return peak;
    },
    stop: () => clearInterval(sampling),
  };
}

const residentOf = (process: number): number =>
  (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]) * 1024) / MB;
