/** The masks explored in a real browser: tips, stages, τ, and methods that have none. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage, shownItems } from './openPage';

let open: OpenPage;
let page: Page;
beforeAll(async () => {
  open = await openPage({ query: '?engine=wasm', viewport: { width: 1366, height: 900 } });
  page = open.page;
  await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
  await hidden().waitFor();
});
afterAll(() => open.close());

const hidden = () => page.getByRole('button', { name: /^User tower, Hidden layer: / });
const stages = () => page.getByRole('slider', { name: 'Stage shown' });
const masks = () => page.getByRole('region', { name: 'Masks' });

/** Returns the pixels of a layer's picture as one string. */
const pixelsOf = () => hidden().evaluate((button) => button.querySelector('canvas')!.toDataURL());

describe('a mask', () => {
  it('says under the pointer what the weight joins, its value, its owner and the stage that released it', async () => {
    await hidden().scrollIntoViewIfNeeded();
    const box = (await hidden().locator('canvas').first().boundingBox())!;
    await page.mouse.move(box.x + 3, box.y + 3);
    const tip = page.getByText(/column \d+ → hidden \d+/).last();
    await tip.waitFor();
    await page
      .getByText(/^weight -?\d/)
      .last()
      .waitFor();
    await page.getByText('owner: Exposure').last().waitFor();
    // The last column is conversion's: two prunings freed it.
    await page.mouse.move(box.x + box.width * 0.97, box.y + 3);
    await page.getByText('released by: Prune click').last().waitFor();
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'detached' });
  });

  it('has a tip inside the window at both edges', async () => {
    for (const edge of ['left', 'right'] as const) {
      await masks()
        .getByRole('radio', { name: edge === 'left' ? 'User' : 'Item', exact: true })
        .click();
      const picture =
        edge === 'left' ? hidden() : page.getByRole('button', { name: /^Item tower, Output layer: / });
      await picture.scrollIntoViewIfNeeded();
      const box = (await picture.locator('canvas').first().boundingBox())!;
      await page.mouse.move(edge === 'left' ? box.x + 2 : box.x + box.width - 2, box.y + box.height / 2);
      const owner = page.getByText(/^owner: /).last();
      await owner.waitFor();
      const tip = (await owner.locator('..').boundingBox())!;
      expect(tip.x).toBeGreaterThanOrEqual(0);
      expect(tip.x + tip.width).toBeLessThanOrEqual(1366);
    }
    await page.mouse.move(0, 0);
    await masks().getByRole('radio', { name: 'User', exact: true }).click();
  });

  it('is explored with arrow keys, and announced', async () => {
    await page.getByRole('button', { name: 'Enlarge User tower, Hidden layer' }).focus();
    await page.keyboard.press('Tab');
    const announced = masks()
      .getByRole('status')
      .filter({ hasText: /→ hidden/ });
    await announced.waitFor();
    const first = await announced.innerText();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => announced.innerText()).not.toBe(first);
    await page.keyboard.press('Escape');
    await announced.waitFor({ state: 'detached' });
  });

  it('opens enlarged and closes with Escape', async () => {
    await page.getByRole('button', { name: 'Enlarge User tower, Hidden layer' }).click();
    const dialog = page.getByRole('dialog', { name: 'User tower, Hidden layer' });
    await dialog.getByRole('button', { name: /^User tower, Hidden layer: / }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('lights its block of the vector, and a block its weights', async () => {
    const click = page.getByRole('button', { name: /^Click: \d+ units, gain / });
    const before = await pixelsOf();
    await click.hover();
    await expect.poll(pixelsOf).not.toBe(before);
    expect(await click.getAttribute('aria-pressed')).toBe('true');
    await page.mouse.move(0, 0);
    await expect.poll(pixelsOf).toBe(before);
  });
});

describe('the stage slider', () => {
  it('shows masks and list as a stage left them, and the end again', async () => {
    const [end, list] = [await pixelsOf(), await shownItems(page)];
    await stages().focus();
    await page.keyboard.press('Home');
    await page.getByText('Shown: after Train exposure').waitFor();
    await expect.poll(pixelsOf).not.toBe(end);
    await expect.poll(() => shownItems(page)).not.toEqual(list);
    expect(
      await masks()
        .getByRole('button', { name: /^User tower, Hidden layer: Exposure 100%$/ })
        .count(),
    ).toBe(1);
    await page.keyboard.press('End');
    await page.getByText('Shown: the end of the run').waitFor();
    await expect.poll(pixelsOf).toBe(end);
    await expect.poll(() => shownItems(page)).toEqual(list);
  });
});

describe('τ on the curve', () => {
  it('shows what another one would release and the recall it leaves, and becomes the draft', async () => {
    await masks().getByRole('button', { name: 'Pruning…' }).click();
    const drawer = page.getByRole('dialog', { name: 'Pruning and shares' });
    const preview = drawer.getByRole('region', { name: 'Another τ for exposure' });
    const said = () => preview.getByRole('status').innerText();
    expect(await said()).toMatch(/With τ = 0\.4, recall of exposure on validation is 0\.\d{3}/);
    const before = await said();
    const released = drawer.getByText(/^Released \d+ of \d+/);
    await released.waitFor();
    await drawer.getByRole('slider', { name: /^τ/ }).focus();
    for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowUp');
    await drawer.getByText(/^Would release \d+ of \d+.*τ = 0\.7\)/).waitFor();
    await expect.poll(said).toMatch(/With τ = 0\.7, recall of exposure on validation is 0\.\d{3}/);
    expect(await said()).not.toBe(before);
    await preview.getByRole('button', { name: 'Use this τ' }).click();
    await expect.poll(() => preview.getByRole('button', { name: 'Use this τ' }).isDisabled()).toBe(true);
    await preview.getByRole('button', { name: 'Back to τ = 0.4' }).click();
    await expect.poll(said).toBe(before);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });
});

describe('a method that releases nothing', () => {
  it('shows no masks and says how far each stage moved the weights', async () => {
    await page.evaluate((config) => window.csmf.train({ method: 'sequential', config }), BRIEF);
    await masks()
      .getByText(/Nothing is frozen and nothing is released/)
      .waitFor();
    await masks()
      .getByRole('row', { name: /Click \d+(\.\d)?%/ })
      .waitFor();
    await masks()
      .getByRole('row', { name: /Conversion \d+(\.\d)?%/ })
      .waitFor();
    expect(await masks().locator('canvas').count()).toBe(0);
    expect(await masks().getByText('Exposure 100%').count()).toBe(0);
    expect(open.complaints).toEqual([]);
  });
});

describe('a mask on a phone', () => {
  it('shows one tower at a time, and a tip where it is touched that stays inside the screen', async () => {
    const phone = await openPage({
      query: '?engine=wasm',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    const { page: screen } = phone;
    await screen.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    await screen.getByRole('radio', { name: 'Masks', exact: true }).click();
    const picture = screen.getByRole('button', { name: /^User tower, Output layer: / });
    await picture.scrollIntoViewIfNeeded();
    const canvas = (await picture.locator('canvas').first().boundingBox())!;
    await screen.touchscreen.tap(canvas.x + canvas.width - 2, canvas.y + 2);
    const owner = screen.getByText('owner: Conversion').last();
    await owner.waitFor();
    const tip = (await owner.locator('..').boundingBox())!;
    expect(tip.x).toBeGreaterThanOrEqual(0);
    expect(tip.x + tip.width).toBeLessThanOrEqual(390);
    const item = screen.getByRole('button', { name: /^Item tower, Output layer: / });
    expect(await item.count()).toBe(0);
    await screen.getByRole('radio', { name: 'Item', exact: true }).click();
    await item.waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });
});
