/** One visit of the built page on a cold cache, measured from its first byte over a drag to the end of a training. */
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';

/** What one visit took; times in milliseconds. */
export interface Visit {
  firstContentfulPaint: number;
  sliderUsable: number;
  /** JavaScript requested until then, as gzip, in kB: of the page and of the worker. */
  pageScript: number;
  workerScript: number;
  longestTask: number;
  dragFramesPerSecond: number;
  longestInteraction: number;
  trainAnswers: number;
  trainingSeconds: number;
  /** Time of the page's thread while it trains, in seconds. */
  pageThreadSeconds: number;
  layoutShift: number;
}

const SLIDER = '[data-part="fusion"] input[type="range"]';
const DRAG_MS = 1000;

/** Collects in the page what its observers report. */
const OBSERVE = `
  window.observed = { longest: 0, shift: 0, interaction: 0 };
  const watch = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  watch('longtask', (entry) => { observed.longest = Math.max(observed.longest, entry.duration); });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) observed.shift += entry.value; });
  watch('event', (entry) => {
    if (entry.interactionId) observed.interaction = Math.max(observed.interaction, entry.duration);
  }, { durationThreshold: 16 });
`;

interface Observed {
  longest: number;
  shift: number;
  interaction: number;
}

/** Visits `address` in a browser context of its own. */
export async function measureVisit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const scripts = collectScripts(page);
  await page.addInitScript(OBSERVE);
  const began = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(`${SLIDER}:enabled`).nth(2).waitFor();
  await page.locator('[data-part="list"] li strong').nth(9).waitFor();
  const sliderUsable = performance.now() - began;
  const { pageScript, workerScript } = await scripts();
  const { longest } = await observed(page);
  const dragFramesPerSecond = await dragSlider(page);
  const trained = await train(page, await context.newCDPSession(page));
  const { shift, interaction } = await observed(page);
  const firstContentfulPaint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await context.close();
  return {
    firstContentfulPaint,
    sliderUsable,
    pageScript,
    workerScript,
    longestTask: longest,
    dragFramesPerSecond,
    longestInteraction: interaction,
    ...trained,
    layoutShift: shift,
  };
}

const observed = (page: Page) => page.evaluate(() => (window as unknown as { observed: Observed }).observed);

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

/** Drags the first slider back and forth for a second; returns the frames drawn. */
async function dragSlider(page: Page): Promise<number> {
  const box = (await page.locator(SLIDER).first().locator('xpath=..').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  const frames = page.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        let count = 0;
        const next = () => {
          count++;
          const elapsed = performance.now() - began;
          if (elapsed < ms) requestAnimationFrame(next);
          else resolve((count / elapsed) * 1000);
        };
        requestAnimationFrame(next);
      }),
    DRAG_MS,
  );
  const began = performance.now();
  while (performance.now() - began < DRAG_MS) {
    const share = 0.5 + 0.4 * Math.sin((performance.now() - began) / 150);
    await page.mouse.move(box.x + share * box.width, y);
  }
  await page.mouse.up();
  return frames;
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
  // By its words: finding it by its role would cost the page's thread more than the page does.
  await page.locator('button', { hasText: 'Train again' }).waitFor({ timeout: 120_000 });
  const trainingSeconds = (performance.now() - began) / 1000;
  return { trainAnswers, trainingSeconds, pageThreadSeconds: (await threadSeconds(devtools)) - before };
}

async function threadSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}
