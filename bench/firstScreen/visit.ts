/** One visit of the built page on a cold cache, measured from its first byte over a drag to the end of a training. */
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { dragSlider, SLIDER } from './sliderDrag';

/** What one visit took; times in milliseconds. */
export interface Visit {
  firstContentfulPaint: number;
  sliderUsable: number;
  /** JavaScript requested until then, as gzip, in kB: of the page and of the worker. */
  pageScript: number;
  workerScript: number;
  longestTask: number;
  /** From then on: dragging, training, and showing its run. */
  longestTaskLater: number;
  dragFramesPerSecond: number;
  longestInteraction: number;
  trainAnswers: number;
  trainingSeconds: number;
  /** Time of the page's thread while it trains, in seconds. */
  pageThreadSeconds: number;
  layoutShift: number;
}

/**
 * Collects in the page what its observers report. It looks itself for the sliders and the list: a test's driver would
 * have to bring its own script for that, which takes the page's thread longer than a task may.
 */
const OBSERVE = `
  window.observed = { longest: 0, shift: 0, interaction: 0 };
  observed.usable = new Promise((resolve) => {
    const look = () => {
      const sliders = document.querySelectorAll('${SLIDER}:enabled').length;
      const rows = document.querySelectorAll('[data-part="list"] li strong').length;
      if (sliders >= 3 && rows >= 10) resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const watch = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  watch('longtask', (entry) => { observed.longest = Math.max(observed.longest, entry.duration); });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) observed.shift += entry.value; });
  watch('event', (entry) => {
    if (entry.interactionId) observed.interaction = Math.max(observed.interaction, entry.duration);
  }, { durationThreshold: 16 });
`;

interface Watched {
  observed: { longest: number; shift: number; interaction: number; usable: Promise<void> };
}

/** Visits `address` in a browser context of its own. */
export async function measureVisit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const scripts = collectScripts(page);
  await page.addInitScript(OBSERVE);
  const began = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.evaluate(() => (window as unknown as Watched).observed.usable);
  const sliderUsable = performance.now() - began;
  // A task is reported after it has ended.
  await page.waitForTimeout(100);
  const longestTask = await longestSince(page);
  const { pageScript, workerScript } = await scripts();
  const dragFramesPerSecond = await dragSlider(page);
  const trained = await train(page, await context.newCDPSession(page));
  const longestTaskLater = await longestSince(page);
  const { shift, interaction } = await page.evaluate(() => {
    const { usable: _, ...sums } = (window as unknown as Watched).observed;
    return sums;
  });
  const firstContentfulPaint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await context.close();
  return {
    firstContentfulPaint,
    sliderUsable,
    pageScript,
    workerScript,
    longestTask,
    longestTaskLater,
    dragFramesPerSecond,
    longestInteraction: interaction,
    ...trained,
    layoutShift: shift,
  };
}

/** Returns the longest task since the last call. */
const longestSince = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { observed } = window as unknown as Watched;
    const { longest } = observed;
    observed.longest = 0;
    return longest;
  });

/** Returns a function that sums what was fetched so far, in kB of gzip. */
function collectScripts(page: Page): () => Promise<{ pageScript: number; workerScript: number }> {
  const sizes: Promise<{ isWorker: boolean; kilobytes: number }>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('.js')) return;
    sizes.push(
      response.body().then((body) => ({
        isWorker: /\/worker-/.test(pathname),
        kilobytes: gzipSync(body).length / 1000,
      })),
    );
  });
  return async () => {
    const all = await Promise.all(sizes);
    const sum = (isWorker: boolean) =>
      all.reduce((total, file) => total + (file.isWorker === isWorker ? file.kilobytes : 0), 0);
    return { pageScript: sum(false), workerScript: sum(true) };
  };
}

/** Presses Train; measures until the button answers, and the page's thread until the run is shown. */
async function train(page: Page, devtools: CDPSession) {
  await devtools.send('Performance.enable');
  const before = await threadSeconds(devtools);
  const trainAnswers = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const buttons = [...document.querySelectorAll('button')];
        const button = buttons.find(({ textContent }) => /^Train/.test(textContent?.trim() ?? ''))!;
        const began = performance.now();
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now() - began);
        });
        observer.observe(button, { subtree: true, childList: true, characterData: true, attributes: true });
        button.click();
      }),
  );
  const began = performance.now();
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          const buttons = [...document.querySelectorAll('button')];
          if (!buttons.some(({ textContent }) => textContent?.includes('Train again'))) return;
          clearInterval(timer);
          resolve();
        }, 50);
      }),
  );
  const trainingSeconds = (performance.now() - began) / 1000;
  return { trainAnswers, trainingSeconds, pageThreadSeconds: (await threadSeconds(devtools)) - before };
}

async function threadSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}
