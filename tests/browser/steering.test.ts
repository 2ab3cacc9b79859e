/** Steering in a real browser: the triangle, ρ, presets, undo, the pin, and users found by what they did. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage, shownItems } from './openPage';

let open: OpenPage;
let page: Page;
/** Of the sliders, before anything is trained. */
let enabledBefore: number;
beforeAll(async () => {
  open = await openPage({ query: '?engine=wasm', webgpu: false, viewport: { width: 1366, height: 768 } });
  page = open.page;
  enabledBefore = await fusion().getByRole('slider', { disabled: false }).count();
  await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
  await point().waitFor();
});
afterAll(() => open.close());

const fusion = () => page.getByRole('region', { name: 'Fusion' });
const point = () => page.getByRole('slider', { name: 'Weights as a point' });
const slider = (name: string) => page.getByRole('slider', { name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
/** The weights and ρ, as the sliders show them. */
const weighting = async () =>
  Promise.all(
    ['α exposure', 'α click', 'α conversion', 'If it were shown'].map(async (name) =>
      Number(await slider(name).inputValue()),
    ),
  );

it('waits for a list: without one no slider can be moved, with one all can', async () => {
  expect(enabledBefore).toBe(0);
  await expect.poll(() => fusion().getByRole('slider', { disabled: false }).count()).toBe(5);
});

describe('the triangle', () => {
  it('is moved by keys, and the sliders and its own text follow', async () => {
    await point().press('End');
    expect(await weighting()).toEqual([0, 0, 1, 1]);
    await expect.poll(() => point().getAttribute('aria-valuetext')).toContain('Conversion 100%');
    await point().press('ArrowDown');
    const [exposure = 0, click = 0, conversion = 0] = await weighting();
    expect(conversion).toBe(0.95);
    expect(exposure + click).toBeCloseTo(0.05, 10);
  });

  it('is dragged by the mouse, past its edge too', async () => {
    await point().scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await point().boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.6, y + height * 0.7, { steps: 3 });
    await page.mouse.move(x + width + 30, y + height + 30, { steps: 3 });
    await page.mouse.up();
    expect(await weighting()).toEqual([0, 1, 0, 1]);
  });

  it('follows the sliders, and says what every weighting reaches', async () => {
    await slider('α conversion').press('End');
    await expect.poll(() => point().getAttribute('aria-valuetext')).toContain('Click 50%, Conversion 50%');
    await expect
      .poll(() => point().getAttribute('aria-valuetext'), { timeout: 20_000 })
      .toMatch(/recall on validation: Exposure \d\.\d{3}/);
  });
});

describe('the weighting', () => {
  it('lists what people would do with an item once they saw it when ρ is lowered', async () => {
    await press('Balanced');
    const before = await shownItems(page);
    await slider('If it were shown').press('Home');
    expect(await weighting()).toEqual([0.33, 0.33, 0.34, 0]);
    expect(await shownItems(page)).not.toEqual(before);
  });

  it('goes back a gesture at a time, by Ctrl+Z and by the button', async () => {
    await press('Reach');
    await press('Sales');
    await page.keyboard.press('Control+z');
    expect(await weighting()).toEqual([1, 0, 0, 1]);
    await press('Undo');
    expect(await weighting()).toEqual([0.33, 0.33, 0.34, 0]);
  });

  it('is compared with a pinned one: recall, and what the lists have in common', async () => {
    await press('Reach');
    await press('Pin');
    await press('Sales');
    await page.getByText(/\d% in common with the pinned lists/).waitFor();
    await page.getByTitle('change since the pinned weighting').first().waitFor();
    await press('Unpin');
    await page.getByText(/in common with the pinned lists/).waitFor({ state: 'detached' });
  });

  it('has its effect on the list announced once the gesture is over', async () => {
    await press('Engagement');
    await page
      .getByRole('status')
      .filter({ hasText: /^Top 10: \d+ new/ })
      .waitFor({ state: 'attached' });
  });
});

describe('a user', () => {
  const search = () => page.getByRole('combobox', { name: 'User' });

  it('is found by what they did, and choosing one keeps the focus', async () => {
    await search().click();
    await search().fill('bought a');
    const option = page.getByRole('option', { name: /bought/ }).first();
    await option.waitFor();
    const id = (await option.innerText()).split('\n')[0]!;
    await option.click();
    await expect.poll(() => search().inputValue()).toBe(id);
    expect(await search().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('stays named in the field when what is typed leads nowhere', async () => {
    const shown = await search().inputValue();
    await search().click();
    await search().fill('nobody is called so');
    await page.getByText('No user matches.').waitFor();
    await search().press('Tab');
    expect(await search().inputValue()).toBe(shown);
  });
});

it('complains of nothing', () => {
  expect(open.complaints).toEqual([]);
});
