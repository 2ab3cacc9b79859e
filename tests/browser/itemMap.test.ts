/** The map of the items in a real browser: opened from the list, drawn, lit by the sliders, and a table beside it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage } from './openPage';

let open: OpenPage;
let page: Page;
beforeAll(async () => {
  open = await openPage({ query: '?engine=wasm', webgpu: false, viewport: { width: 1366, height: 768 } });
  page = open.page;
  await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
  await page.getByRole('button', { name: 'Map of the items' }).click();
  await picture().waitFor();
});
afterAll(() => open.close());

const dialog = () => page.getByRole('dialog', { name: 'Map of the items' });
const picture = () => dialog().getByRole('button', { name: 'Picture of all items' });
const rows = () => dialog().getByRole('region', { name: 'The list on the map' }).getByRole('row');
/** A layer's painted pixels, and their sum by place, which changes when they do. */
const painted = (layer: number) =>
  picture()
    .locator('canvas')
    .nth(layer)
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      let places = 0;
      for (let index = 3; index < data.length; index += 4) {
        if (data[index]! === 0) continue;
        count++;
        places = (places + index * data[index - 1]!) % 1e9;
      }
      return { count, places };
    });

describe('the map of the items', () => {
  it('shows how far it is, is cancelled at once, and can be made again', async () => {
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.csmf.loadSample('shop-large'));
    await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    await page.getByRole('button', { name: 'Map of the items' }).click();
    const bar = dialog().getByRole('progressbar', { name: 'Map of the items' });
    await bar.waitFor();
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 20_000 })
      .toBeGreaterThan(0);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().getByText('There is no map of this run yet.').waitFor();
    await dialog().getByRole('button', { name: 'Draw the map' }).click();
    await picture().waitFor({ timeout: 60_000 });
  });

  it('draws every item, and lights those of the list', async () => {
    await expect.poll(async () => (await painted(0)).count).toBeGreaterThan(2000);
    expect((await painted(1)).count).toBeGreaterThan(1000);
  });

  it('lights other items when a slider moves, and moves none', async () => {
    const [items, lit] = [await painted(0), await painted(1)];
    const listed = await rows().allInnerTexts();
    await dialog().getByRole('slider', { name: 'α exposure' }).press('Home');
    await dialog().getByRole('slider', { name: 'α conversion' }).press('End');
    await expect.poll(async () => (await painted(1)).places).not.toBe(lit.places);
    expect(await painted(0)).toEqual(items);
    expect(await rows().count()).toBeGreaterThan(5);
    expect(await rows().allInnerTexts()).not.toEqual(listed);
  });

  it('is walked through by rank with the arrow keys, and enlarged with plus', async () => {
    const title = await rows().nth(2).getByRole('rowheader').innerText();
    await picture().press('ArrowRight');
    await picture().press('ArrowRight');
    await dialog().getByText('Rank 2', { exact: true }).waitFor();
    expect(await dialog().getByText(title, { exact: true }).count()).toBeGreaterThanOrEqual(2);
    const before = await painted(0);
    await picture().press('+');
    await expect.poll(async () => (await painted(0)).places).not.toBe(before.places);
    await picture().press('0');
    await expect.poll(() => painted(0)).toEqual(before);
  });

  it('is coloured by popularity too', async () => {
    const before = await painted(0);
    await dialog()
      .getByRole('button', { name: /Colour/ })
      .click();
    await page.getByRole('option', { name: 'Popularity: conversion' }).click();
    await expect.poll(async () => (await painted(0)).places).not.toBe(before.places);
    await dialog().getByText('or more').first().waitFor();
  });

  it('has nothing that axe finds, and closes with Escape to the button that opened it', async () => {
    const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
      [],
    );
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Map of the items');
    // The browser's advice on reading pixels is for `painted`.
    expect(open.complaints.filter((said) => !said.includes('willReadFrequently'))).toEqual([]);
  });
});
