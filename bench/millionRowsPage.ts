/**
 * The same log through the page in a real browser: seconds from choosing the file to the mapping screen and
 * from Load to the report, the largest memory of the page's process, and the longest time that the page did
 * not answer. Needs a build, and Linux for the memory.
 */
import { readFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { serve } from '../scripts/serve.mjs';

const MB = 1e6;
const DIST = 'dist';
const LONGEST_MS = 300_000;

/** Called by scripts/millionRows.mjs with the generated file. */
export async function measurePage(path: string, executablePath: string): Promise<void> {
  const server = await serve(DIST, 0);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(LONGEST_MS);
    await page.goto(`http://localhost:${server.port}/?engine=wasm`);
    await page
      .getByText(/^Ready to train/)
      .first()
      .waitFor();
    await measure(page, await rendererOf(page), path);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measure(page: Page, renderer: number, path: string): Promise<void> {
  await watchAnswers(page);
  const sampled = residentMb(renderer);
  const before = sampled.now();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open CSV…' }).click();
  const profile = await seconds(async () => {
    await (await chooser).setFiles(path);
    await page.getByRole('region', { name: /^Before / }).waitFor();
  });
  const surveyPeak = sampled.peak();
  const surveySilence = await longestSilence(page);
  const load = await seconds(async () => {
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByRole('region', { name: 'Data report' }).waitFor();
  });
  const loadPeak = sampled.peak();
  sampled.stop();
  const loadSilence = await longestSilence(page);
  process.stdout.write(
    [
      `page     profile ${profile.toFixed(2)} s, load and report ${load.toFixed(2)} s`,
      `page     resident ${before.toFixed(0)} MB before, ${surveyPeak.toFixed(0)} MB at most while surveyed, ${loadPeak.toFixed(0)} MB while loaded`,
      `page     longest time it did not answer: ${surveySilence} ms around the profile, ${loadSilence} ms around loading`,
      '',
    ].join('\n'),
  );
}

interface Watched {
  longestSilenceMs: number;
}

/** A timer that should come every ten milliseconds: how late it came at most. */
async function watchAnswers(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.longestSilenceMs = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      watched.longestSilenceMs = Math.max(watched.longestSilenceMs, now - last - 10);
      last = now;
    }, 10);
  });
}

/** In milliseconds, since it was asked before. */
const longestSilence = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const watched = window as unknown as Watched;
    const longest = Math.round(watched.longestSilenceMs);
    watched.longestSilenceMs = 0;
    return longest;
  });

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The process that runs the page and its worker. */
async function rendererOf(page: Page): Promise<number> {
  const browser = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const largest = renderers.sort((a, b) => residentOf(b.id) - residentOf(a.id))[0];
  if (!largest) throw new Error('The browser tells of no process that runs the page.');
  return largest.id;
}

/** Of Linux's /proc; the peak begins anew each time it is asked. */
function residentMb(process: number) {
  let most = 0;
  const look = () => {
    most = Math.max(most, residentOf(process));
  };
  const sampling = setInterval(look, 20);
  return {
    now: () => residentOf(process),
    peak() {
      look();
      const peak = most;
      most = 0;
      return peak;
    },
    stop: () => clearInterval(sampling),
  };
}

const residentOf = (process: number): number =>
  (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]) * 1024) / MB;
