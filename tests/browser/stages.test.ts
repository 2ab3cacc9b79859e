/** The strip of stages as a scrubber, Sequential beside a run, and what the page says of the model it shows. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage, shownItems } from './openPage';

const PLAN = [
  'Train exposure',
  'Prune exposure',
  'Recover exposure',
  'Train click',
  'Prune click',
  'Recover click',
];

/** Another seed than that of the Sequential that ships with the page. */
const CONFIG = { ...BRIEF, seed: 1 };

const train = (page: Page) =>
  page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), CONFIG);
const slider = (page: Page) => page.getByRole('slider', { name: 'Stage shown' });
const stages = (page: Page) => page.getByRole('region', { name: 'Stages' });
const controls = (page: Page) => page.getByRole('region', { name: 'Training controls' });
const owners = (page: Page) =>
  page.getByRole('region', { name: 'Masks' }).getByRole('listitem').allInnerTexts();

describe('the stages at 1366 × 768', () => {
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm', viewport: { width: 1366, height: 768 } });
    page = open.page;
    page.setDefaultTimeout(15_000);
    await train(page);
    await page.getByText(/test items in the top/).waitFor();
  });
  afterAll(() => open.close());

  it('are gone through by arrow keys, Home and End: masks, list and the name of what is shown follow', async () => {
    const end = { owners: await owners(page), items: await shownItems(page) };
    await slider(page).press('Home');
    await stages(page).getByText('Shown: after Train exposure').waitFor();
    expect(await slider(page).getAttribute('aria-valuetext')).toBe('Shown: after Train exposure');
    await expect.poll(() => owners(page)).not.toEqual(end.owners);
    await expect.poll(() => shownItems(page)).not.toEqual(end.items);
    for (const name of PLAN.slice(1)) {
      await slider(page).press('ArrowRight');
      await stages(page).getByText(`Shown: after ${name}`).waitFor();
    }
    await slider(page).press('End');
    await stages(page).getByText('Shown: the end of the run').waitFor();
    await expect.poll(() => owners(page)).toEqual(end.owners);
    await expect.poll(() => shownItems(page)).toEqual(end.items);
  });

  it('are gone through by the mouse, the handle over the card', async () => {
    const cards = stages(page).getByRole('listitem');
    const [from, to] = [await cards.nth(6).boundingBox(), await cards.nth(2).boundingBox()];
    const track = (await slider(page).evaluate((input) => {
      const { top, height } = input.closest('[data-strip]')!.getBoundingClientRect();
      return top + height / 2;
    })) as number;
    await page.mouse.move(from!.x + from!.width / 2, track);
    await page.mouse.down();
    await page.mouse.move(to!.x + to!.width / 2, track, { steps: 8 });
    await page.mouse.up();
    await stages(page).getByText('Shown: after Recover exposure').waitFor();
    await slider(page).press('End');
  });

  it('have Sequential beside them when it was trained for it, and the run is shown again', async () => {
    const steps = await controls(page)
      .getByText(/^step \d+ of/)
      .innerText();
    await page.getByRole('button', { name: 'Show forgetting: train Sequential' }).click();
    await stages(page).getByText('Sequential, no masks').waitFor();
    await controls(page)
      .getByText(/^Trained: CSMF/)
      .first()
      .waitFor();
    await expect
      .poll(() =>
        controls(page)
          .getByText(/^step \d+ of/)
          .innerText(),
      )
      .toBe(steps);
    const recall = page.getByRole('region', { name: 'Recall' });
    await recall.getByRole('img', { name: /Exposure, Sequential \d/ }).waitFor();
    const forgetting = await stages(page).getByRole('definition').allInnerTexts();
    expect(forgetting[0]).toBe('0');
    expect(Number(forgetting[1])).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Method: CSMF' }).waitFor();
  });

  it('have the recalls as a table too', async () => {
    const recall = page.getByRole('region', { name: 'Recall', exact: true });
    await recall.getByText('Values as a table').click();
    await expect.poll(() => recall.getByRole('row').count()).toBeGreaterThan(3);
    await recall.getByText('Values as a table').click();
  });

  it('say after a step of another training whose list it is, and give the run back when it is cancelled', async () => {
    const before = await owners(page);
    await page.getByRole('button', { name: 'Start over' }).click();
    await controls(page).getByText('Paused before Train exposure').first().waitFor();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Step batch' }).click();
    await controls(page).getByText('Paused in Train exposure').first().waitFor();
    await stages(page).getByText('Shown: now, in training').waitFor();
    await stages(page).getByText('The list is of the run before.').waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await controls(page)
      .getByText(/^Cancelled\. Shown: CSMF/)
      .first()
      .waitFor();
    await stages(page).getByText('Shown: the end of the run').waitFor();
    await expect.poll(() => owners(page)).toEqual(before);
  });

  it('say that a method without stages has none', async () => {
    await page.evaluate(() => window.csmf.train({ method: 'popularity' }));
    await stages(page)
      .getByText(/has no stages: nothing is trained/)
      .waitFor();
    expect(open.complaints).toEqual([]);
  });
});

describe('the stages on a phone', () => {
  it('are gone through beside the masks', async () => {
    const { page, close } = await openPage({ query: '?engine=wasm', viewport: { width: 390, height: 844 } });
    try {
      await train(page);
      await page.getByText(/test items in the top/).waitFor();
      await page.getByRole('radio', { name: 'Masks', exact: true }).click();
      const end = await owners(page);
      await slider(page).press('Home');
      await page.getByText('Shown: after Train exposure').waitFor();
      await expect.poll(() => owners(page)).not.toEqual(end);
    } finally {
      await close();
    }
  });
});
