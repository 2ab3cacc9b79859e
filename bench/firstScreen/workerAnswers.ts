/** How long the worker lets a person wait: for another τ, and for the map of all weightings. */
import type { Page } from 'playwright-core';
import type { Measured } from './measured';
import type { Build } from './openBuild';

/** A training that ends in seconds: what is measured depends on the log's size, not on what was learnt. */
const BRIEF = {
  steps: { exposure: 20, click: 10, conversion: 10 },
  recoverySteps: { exposure: 5, click: 5 },
};

/** Measures the preview of a pruning, from the key to its recall on the screen. */
export async function pruningPreviews(build: Build, times: number): Promise<Measured[]> {
  const page = await trained(build, 'shop');
  await page.getByRole('region', { name: 'Masks' }).getByRole('button', { name: 'Pruning…' }).click();
  const drawer = page.getByRole('dialog', { name: 'Pruning and shares' });
  const said = drawer.getByRole('region', { name: 'Another τ for exposure' }).getByRole('status');
  await said.waitFor();
  await drawer.getByRole('slider', { name: /^τ/ }).focus();
  const values: number[] = [];
  for (let time = 0; time < times; time++) {
    const answered = said.evaluate(
      (output) =>
        new Promise<number>((resolve) => {
          let began = 0;
          addEventListener('keydown', () => (began = performance.now()), { once: true, capture: true });
          const observer = new MutationObserver(() => {
            // A dash stands where the recall is not known yet.
            if (began === 0 || !/validation is 0/.test(output.textContent)) return;
            observer.disconnect();
            resolve(performance.now() - began);
          });
          observer.observe(output, { subtree: true, childList: true, characterData: true });
        }),
    );
    await page.keyboard.press('ArrowUp');
    values.push(await answered);
  }
  await page.context().close();
  return [{ name: 'pruning preview on shop, by the clock', unit: 'ms', values, atMost: 300 }];
}

/** Measures a map of at least 66 weightings of 2,000 users and 2,000 items, from another ρ to its colours. */
export async function fusionMaps(build: Build, times: number): Promise<Measured[]> {
  const page = await trained(build, 'shop-large');
  await page.locator('summary', { hasText: 'All weightings as a table' }).click();
  const caption = page.locator('[data-part="fusion"] caption');
  await caption.waitFor();
  const rho = page.getByRole('slider', { name: 'If it were shown' });
  const values: number[] = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await rho.press('ArrowLeft');
    const wanted = Number(await rho.inputValue()).toFixed(2);
    await caption.filter({ hasText: wanted }).waitFor();
    values.push(performance.now() - began);
  }
  await page.context().close();
  return [{ name: '66 weightings of 2,000 × 2,000, by the clock', unit: 'ms', values, atMost: 3000 }];
}

async function trained(build: Build, sample: string): Promise<Page> {
  const page = await build.open();
  await page.evaluate(
    async ({ name, config }) => {
      await window.csmf.loadSample(name);
      await window.csmf.train({ method: 'csmf', config });
    },
    { name: sample, config: BRIEF },
  );
  await page.locator('[data-part="list"] li strong').nth(9).waitFor();
  return page;
}
