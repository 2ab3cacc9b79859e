/** What one page holds after each of many trainings of `shop`: memory, listeners and elements must not grow. */
import type { CDPSession } from 'playwright-core';
import type { Measured } from './measured';
import type { Build } from './openBuild';

/** Trainings after which caches are full: runs keep the weights of their stages for the latest three. */
const WARM = 5;

interface Held {
  /** Of the page's JavaScript after its garbage was collected, in MB. */
  heap: number;
  listeners: number;
  elements: number;
}

/** Trains `count` times, and compares what the last left with what the fifth did. */
export async function repeatedTrainings(build: Build, count: number): Promise<Measured[]> {
  const page = await build.open();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.enable');
  const held: Held[] = [];
  for (let training = 0; training < count; training++) {
    await page.evaluate(() => window.csmf.train({ method: 'csmf' }));
    await page.waitForTimeout(1000);
    held.push(await heldBy(devtools));
  }
  await page.context().close();
  const growth = (name: keyof Held) => [
    100 * (held.at(-1)![name] / held[Math.min(WARM, count) - 1]![name] - 1),
  ];
  const series = (name: keyof Held) => held.map((after) => after[name]);
  return [
    { name: 'heap after each training', unit: 'MB', values: series('heap') },
    { name: 'listeners after each training', unit: '', values: series('listeners') },
    { name: 'elements after each training', unit: '', values: series('elements') },
    { name: 'heap, from the fifth to the last', unit: '%', values: growth('heap'), atMost: 10 },
    { name: 'listeners, from the fifth to the last', unit: '%', values: growth('listeners'), atMost: 2 },
    { name: 'elements, from the fifth to the last', unit: '%', values: growth('elements'), atMost: 2 },
  ];
}

async function heldBy(devtools: CDPSession): Promise<Held> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return {
    heap: value('JSHeapUsedSize') / 1e6,
    listeners: value('JSEventListeners'),
    elements: value('Nodes'),
  };
}
