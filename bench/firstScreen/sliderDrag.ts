/** A fusion slider dragged by the mouse, in frames drawn: in a first visit, and on a log of many items. */
import type { Page } from 'playwright-core';
import type { Measured } from './measured';
import type { Build } from './openBuild';

export const SLIDER = '[data-part="fusion"] input[type="range"]';
const DRAG_MS = 1000;
/** A drag that is followed goes through this many positions at least. */
const FEWEST_VALUES = 4;

/**
 * Drags the first slider back and forth for a second; returns the frames drawn per second. Throws where the slider did
 * not follow.
 */
export async function dragSlider(page: Page): Promise<number> {
  // Not by a locator, whose script would take the page's thread longer than a frame.
  const track = await page.evaluate((slider) => {
    const group = document.querySelector(slider)!.closest('[role="group"]')!;
    const { x, y, width, height } = group.querySelector('output + div')!.getBoundingClientRect();
    return { x, y: y + height / 2, width };
  }, SLIDER);
  await page.mouse.move(track.x + track.width / 2, track.y);
  await page.mouse.down();
  const frames = page.evaluate(
    ({ ms, slider }) =>
      new Promise<{ perSecond: number; values: number }>((resolve) => {
        const input = document.querySelector<HTMLInputElement>(slider)!;
        const values = new Set<string>();
        const began = performance.now();
        let count = 0;
        const next = () => {
          count++;
          values.add(input.value);
          const elapsed = performance.now() - began;
          if (elapsed < ms) requestAnimationFrame(next);
          else resolve({ perSecond: (count / elapsed) * 1000, values: values.size });
        };
        requestAnimationFrame(next);
      }),
    { ms: DRAG_MS, slider: SLIDER },
  );
  const began = performance.now();
  while (performance.now() - began < DRAG_MS) {
    const share = 0.5 + 0.4 * Math.sin((performance.now() - began) / 150);
    await page.mouse.move(track.x + share * track.width, track.y);
  }
  await page.mouse.up();
  const { perSecond, values } = await frames;
  if (values < FEWEST_VALUES) throw new Error(`the slider took ${values} values in a drag`);
  return perSecond;
}

const USERS = 1000;
const ITEMS = 20_000;
/** Exposures of a user: every item is exposed to somebody several times. */
const EXPOSURES = 80;

/** Trains briefly on a log of 20,000 items, then drags. */
export async function dragOverManyItems(build: Build, times: number): Promise<Measured[]> {
  const page = await build.open();
  await page.evaluate(
    async ({ users, items, exposures }) => {
      const rows = ['user_id,item_id,click,conversion'];
      for (let row = 0; row < users * exposures; row++) {
        // A user's items lie 257 apart, and every user begins elsewhere.
        const item = ((row % users) * 7919 + Math.floor(row / users) * 257) % items;
        rows.push(`u${row % users},i${item},${row % 3 === 0 ? 1 : 0},${row % 9 === 0 ? 1 : 0}`);
      }
      await window.csmf.loadCsv(rows.join('\n'));
      await window.csmf.train({
        method: 'csmf',
        config: {
          steps: { exposure: 20, click: 10, conversion: 10 },
          recoverySteps: { exposure: 5, click: 5 },
        },
      });
    },
    { users: USERS, items: ITEMS, exposures: EXPOSURES },
  );
  await page.locator('[data-part="list"] li strong').nth(9).waitFor();
  const values: number[] = [];
  for (let time = 0; time < times; time++) values.push(await dragSlider(page));
  await page.context().close();
  return [{ name: 'a slider dragged over 20,000 items', unit: '/s', values, atLeast: 55 }];
}
