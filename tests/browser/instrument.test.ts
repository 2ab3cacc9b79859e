/** The instrument at two sizes: everything on one screen, nothing shifts, few Tab stops, focus and address kept. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, chooseMore, goTo, type OpenPage, openPage, shownItems } from './openPage';

const WIDE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);
const train = (page: Page) => page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Sum of the layout shifts so far that no key or pointer caused. */
const shifts = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const entries = list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[];
          resolve(
            entries.filter((entry) => !entry.hadRecentInput).reduce((sum, { value }) => sum + value, 0),
          );
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );

/** How many regions and sliders lie inside the window. */
const inSight = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) => {
    const isInside = (element: Element) => {
      const { top, bottom, width, height } = element.getBoundingClientRect();
      return width > 4 && height > 4 && top >= 0 && bottom <= window.innerHeight;
    };
    return elements.filter(isInside).length;
  });

describe('the instrument at 1366 × 768', () => {
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: WIDE });
    page = open.page;
    page.setDefaultTimeout(15_000);
    await train(page);
    await page.getByText(/test items in the top/).waitFor();
  });
  afterAll(() => open.close());

  it('has sliders, masks, curves, stages and ten rows of the list on one screen', async () => {
    for (const name of ['Stages', 'Fusion', 'List', 'One vector', 'Masks', 'Recall', 'Data']) {
      expect(await inSight(page, `section[aria-label="${name}"]`), name).toBe(1);
    }
    expect(await inSight(page, '[data-part="fusion"] [role="group"]')).toBeGreaterThanOrEqual(3);
    expect(await inSight(page, '[data-part="masks"] canvas')).toBeGreaterThanOrEqual(2);
    expect(await inSight(page, '[data-part="list"] li')).toBe(10);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('reaches the first fusion slider by at most twelve Tab stops, of which the bar has nine', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('body').press('Tab');
    const stops: (string | undefined)[] = [await focused(page)];
    const isFusion = () =>
      page.evaluate(() => document.activeElement?.matches('[data-part="fusion"] input[type="range"]'));
    while (!(await isFusion()) && stops.length < 20) {
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
    }
    expect(stops.length, stops.join(' | ')).toBeLessThanOrEqual(12);
  });

  it('skips to the sliders', async () => {
    const skip = page.getByRole('button', { name: 'Skip to the sliders' });
    await skip.focus();
    await skip.press('Enter');
    expect(
      await page.evaluate(() => document.activeElement?.matches('[data-part="fusion"] input[type="range"]')),
    ).toBe(true);
  });

  it('keeps the focus on the step that was pressed, so that it can be pressed again', async () => {
    const step = page.getByRole('button', { name: 'Step batch' });
    const controls = page.getByRole('region', { name: 'Training controls' });
    await page.getByRole('button', { name: 'Start over' }).press('Enter');
    await controls.getByText(/step 0 of/).waitFor();
    await step.press('Enter');
    await controls.getByText(/step 1 of/).waitFor();
    expect(await focused(page)).toBe('Step batch');
    await page.keyboard.press('Enter');
    await controls.getByText(/step 2 of/).waitFor();
    const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
    await cancel.press('Enter');
    await controls.getByText('Cancelled').first().waitFor();
    expect(await focused(page)).toBe('Cancel');
  });

  it('says in the bar what is shown: after another run was chosen its steps, not those of the last', async () => {
    const controls = page.getByRole('region', { name: 'Training controls' });
    await train(page);
    await controls.getByText('step 50 of 50').waitFor();
    await page.evaluate((config) => window.csmf.train({ method: 'sequential', config }), {
      ...BRIEF,
      steps: { exposure: 5, click: 5, conversion: 5 },
    });
    await controls.getByText('Trained: Sequential').first().waitFor();
    await goTo(page, 'Runs');
    await page
      .getByRole('button', { name: /^Show CSMF/ })
      .last()
      .click();
    await controls.getByText('step 50 of 50').waitFor();
    await goTo(page, 'Play');
  });

  it('opens its drawers from the bar and gives the focus back', async () => {
    const menu = page.getByRole('button', { name: 'More', exact: true });
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Parameters…' }).press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Model and plan' });
    await drawer.getByRole('textbox', { name: 'Seed', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('More');
  });

  it('moves τ in the bar and in the parameters alike', async () => {
    await page.getByRole('button', { name: /^Method: / }).click();
    await page.getByRole('menuitemradio', { name: /^CSMF, the paper/ }).click();
    await page.getByRole('slider', { name: 'τ' }).press('ArrowRight');
    await chooseMore(page, 'Parameters…');
    const drawer = page.getByRole('dialog', { name: 'Model and plan' });
    const tau = drawer.getByRole('textbox', { name: 'τ after exposure' });
    await expect.poll(() => tau.inputValue()).toBe('0.45');
    await page.keyboard.press('Escape');
    await page.getByRole('slider', { name: 'τ' }).press('ArrowLeft');
  });

  it('has an address for each view, and Back and Forward between them', async () => {
    for (const view of ['Data', 'Compare', 'Runs', 'Play'] as const) {
      await goTo(page, view);
      expect(new URL(page.url()).hash).toMatch(new RegExp(`^#${view.toLowerCase()}`));
    }
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: 'Results and runs' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: 'The lab' }).waitFor();
    await page.goForward();
    await page.goForward();
    await page.getByRole('heading', { level: 2, name: 'The instrument' }).waitFor();
  });

  it('answers Space, full stop, R and ?, but not while a person types', async () => {
    const controls = page.getByRole('region', { name: 'Training controls' });
    await page.locator('body').press('r');
    await controls.getByText(/step 0 of/).waitFor();
    await page.locator('body').press('.');
    await controls.getByText(/step 1 of/).waitFor();
    await page.locator('body').press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.locator('body').press('Space');
    await page.getByRole('button', { name: 'Continue' }).waitFor();
    const user = page.getByRole('combobox', { name: 'User' });
    await user.focus();
    await page.keyboard.type('?.');
    expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await user.evaluate((field) => (field as HTMLElement).blur());
    await page.locator('body').press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  });

  it('shows what a paragraph of the article speaks of', async () => {
    await page.getByRole('button', { name: 'Show it: Every weight has one owner' }).press('Enter');
    const masks = page.getByRole('region', { name: 'Masks' });
    await expect.poll(() => masks.getAttribute('data-outlined')).toBe('true');
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    expect(await focused(page)).toBe('Masks');
  });

  it('opens every view at its top', async () => {
    await goTo(page, 'Data');
    await page.evaluate(() => window.scrollTo(0, 400));
    await goTo(page, 'Play');
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  });

  it('keeps weights and user over a reload', async () => {
    await page.getByRole('slider', { name: 'α click' }).press('Home');
    await page.getByRole('button', { name: 'Another user' }).click();
    const user = await page.getByRole('combobox', { name: 'User' }).inputValue();
    await expect.poll(() => page.url()).toMatch(new RegExp(`#play\\?w=\\.33,0,\\.34&rho=1&user=${user}`));
    // With the run that was saved last.
    await page.reload();
    await page
      .getByText(/^Trained:/)
      .first()
      .waitFor();
    expect(await page.getByRole('slider', { name: 'α click' }).inputValue()).toBe('0');
    await expect.poll(() => page.getByRole('combobox', { name: 'User' }).inputValue()).toBe(user);
  });

  it.each(['light', 'dark'] as const)('has no fault that axe finds in any view, %s', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const view of ['Play', 'Data', 'Compare', 'Runs'] as const) {
      await goTo(page, view);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${view} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      ).toEqual([]);
    }
    await goTo(page, 'Play');
  });

  it('complains of nothing', () => {
    expect(open.complaints).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});

describe.each([
  ['at 1366 × 768', WIDE],
  ['on a phone', PHONE],
])('the instrument %s', (_, viewport) => {
  it('shifts nothing while the page opens, trains and shows its results', async () => {
    const { page, close } = await openPage({ query: '?engine=wasm', viewport });
    try {
      await train(page);
      await page.getByText(/test items in the top/).waitFor();
      await page.getByText(/^catalogue listed/).waitFor({ state: 'attached' });
      expect(await shifts(page)).toBeLessThan(0.02);
    } finally {
      await close();
    }
  });

  it('is no wider than the window where users and items have names of 200 letters', async () => {
    const { page, close, complaints } = await openPage({ query: '?engine=wasm', viewport });
    try {
      await page.evaluate(async () => {
        const long = (name: string) => name.padEnd(200, 'x');
        const rows = Array.from(
          { length: 900 },
          (_, n) => `${long(`u${n % 60}`)},${long(`i${(n * 7) % 45}`)},${n % 2},${n % 4 === 1 ? 1 : 0}`,
        );
        await window.csmf.loadCsv(`user_id,item_id,click,conversion\n${rows.join('\n')}\n`);
      });
      await train(page);
      await page.getByText(/test items in the top/).waitFor();
      for (const view of ['Play', 'Data', 'Compare', 'Runs'] as const) {
        await goTo(page, view);
        expect(await overflow(page), view).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});

describe('the instrument on a phone', () => {
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: PHONE });
    page = open.page;
    page.setDefaultTimeout(15_000);
    await train(page);
    await page.getByText(/test items in the top/).waitFor();
  });
  afterAll(() => open.close());

  it('has sliders, recalls and at least six rows of the list in sight, and the rows follow', async () => {
    expect(await inSight(page, '[data-part="fusion"] [role="group"]')).toBeGreaterThanOrEqual(3);
    const before = await shownItems(page);
    const rows = await page.locator('[data-part="list"] li').evaluateAll((items) => {
      const dock = document.querySelector('[data-part="fusion"]')!.getBoundingClientRect().top;
      return items.filter((item) => item.getBoundingClientRect().bottom <= dock).length;
    });
    expect(rows).toBeGreaterThanOrEqual(6);
    await page.getByRole('slider', { name: 'α exposure' }).press('Home');
    await page.getByRole('slider', { name: 'α conversion' }).press('End');
    expect(await shownItems(page)).not.toEqual(before);
  });

  it.each([
    ['Masks', 'Masks'],
    ['Recall', 'Recall'],
    ['Stages', 'Stages'],
    ['List', 'List'],
  ])('shows one picture at a time: %s', async (choice, region) => {
    await page.getByRole('radio', { name: choice, exact: true }).click();
    await page.getByRole('region', { name: region, exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'Fusion' }).isVisible()).toBe(true);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('has log, method and τ behind one button', async () => {
    const button = page.getByRole('button', { name: 'Log, method and τ' });
    await button.click();
    const sheet = page.getByRole('dialog', { name: 'Log, method and τ' });
    await sheet.getByRole('slider', { name: 'τ' }).waitFor();
    await sheet.getByRole('button', { name: /^Method/ }).click();
    await page.getByRole('menuitemradio', { name: /^Joint model/ }).click();
    await sheet.getByRole('button', { name: 'Method: Joint' }).waitFor();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => focused(page)).toBe('Log, method and τ');
  });

  it('has no fault that axe finds', async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('takes the same form at 200 % zoom of a wide window, with the sliders in sight', async () => {
    await page.setViewportSize({ width: 683, height: 384 });
    await page.getByRole('radio', { name: 'List', exact: true }).waitFor();
    expect(await inSight(page, '[data-part="fusion"] [role="group"]')).toBeGreaterThanOrEqual(3);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});

describe('the page under a sub-path', () => {
  it('opens, trains and has its views there', async () => {
    const { page, close, complaints } = await openPage({ query: '?engine=wasm', folder: 'deep/down' });
    try {
      await train(page);
      await goTo(page, 'Data');
      await page.reload();
      await page.getByRole('heading', { level: 2, name: 'Data' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/deep/down/');
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});
