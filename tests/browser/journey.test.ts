/** A person’s way through the page, on the backend that a machine without a GPU gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, goTo, type OpenPage, openPage, shownItems } from './openPage';

describe('the page on a machine whose only WebGPU adapter is software', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(() => open.close());

  it('chooses WASM and says why', async () => {
    const engine = await open.page.evaluate(() => window.csmf.engine());
    expect(engine).toMatchObject({ engine: 'wasm', backend: 'wasm', software: true });
    expect(engine.reasonCode).toBe('software-adapter');
    await open.page.getByRole('button', { name: /Running on WASM/ }).click();
    await open.page
      .getByRole('dialog')
      .getByText(/software/)
      .first()
      .waitFor();
    await open.page.keyboard.press('Escape');
  });

  it('steps a batch and a stage, plays, pauses, and resets, all from the keyboard', async () => {
    const { page } = open;
    const button = (name: string | RegExp) =>
      page.getByRole('button', { name, exact: typeof name === 'string' });
    const progress = page.getByRole('region', { name: 'Training controls' });
    await button('Step batch').press('Enter');
    await progress.getByText('step 1 of 790').waitFor();
    await button('Step batch').press('Space');
    await progress.getByText('step 2 of 790').waitFor();
    await button('Step stage').press('Enter');
    await progress.getByText('step 400 of 790').waitFor({ timeout: 60_000 });
    await button(/Play|Resume|Continue|Train/)
      .first()
      .press('Enter');
    await button('Pause').press('Enter');
    const paused = await progress.innerText();
    expect(Number(/step (\d+) of 790/.exec(paused)?.[1])).toBeGreaterThanOrEqual(400);
    await button('Start over').press('Enter');
    await progress.getByText('step 0 of 790').waitFor();
    await button('Train').waitFor();
  });

  it('cancels a training and rejects its promise with an AbortError', async () => {
    const outcome = await open.page.evaluate(async () => {
      const control = new AbortController();
      const training = window.csmf.train({ signal: control.signal, onProgress: () => control.abort() });
      return training.then(
        () => 'finished',
        (error: Error) => error.name,
      );
    });
    expect(outcome).toBe('AbortError');
  });

  it('trains and shows masks, exact freezing and metrics', async () => {
    const { page } = open;
    const summary = await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    expect(summary).toMatchObject({
      method: 'csmf',
      steps: 50,
      vectorWidth: 48,
      drift: { exposure: 0, click: 0 },
    });
    const forgetting = page.getByTitle('Forgetting: largest change of a score, over everybody');
    await forgetting.getByRole('definition').getByText('0', { exact: true }).waitFor();
    const masks = await page.evaluate(() => window.csmf.masks());
    const { exposure, click, conversion } = masks.outputBlocks;
    expect(exposure + click + conversion).toBe(48);
    expect(Math.min(exposure, click, conversion)).toBeGreaterThan(0);
    expect(masks.total.free).toBe(0);
    const masked = page.getByRole('region', { name: 'Masks' });
    expect(await masked.locator('canvas').count()).toBeGreaterThanOrEqual(4);
    await masked.getByRole('button', { name: /User tower, Hidden layer: Exposure \d+%/ }).waitFor();
    await masked.getByRole('radio', { name: 'Item', exact: true }).click();
    await masked.getByRole('button', { name: /Item tower, Hidden layer: Exposure \d+%/ }).waitFor();
    await goTo(page, 'Runs');
    await page
      .getByRole('row', { name: /This run 0\.\d+/ })
      .first()
      .waitFor();
    await page
      .getByRole('row', { name: /Oracle 0\.\d+/ })
      .first()
      .waitFor();
    await goTo(page, 'Play');
  });

  it('draws the owners into the canvases, in more than one colour', async () => {
    const colours = await open.page.locator('canvas').evaluateAll((canvases) =>
      (canvases as HTMLCanvasElement[]).map((canvas) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set<string>();
        for (let index = 0; index < data.length; index += 4)
          seen.add(`${data[index]},${data[index + 1]},${data[index + 2]}`);
        return seen.size;
      }),
    );
    expect(Math.max(...colours)).toBeGreaterThanOrEqual(3);
  });

  it('reorders the list at once when a slider moves, and everybody’s recall with it', async () => {
    const { page } = open;
    const slider = (name: string) => page.getByRole('slider', { name });
    await page.getByRole('button', { name: 'Reach', exact: true }).click();
    const before = await shownItems(page);
    expect(before).toHaveLength(10);
    const recallBefore = await page.getByRole('region', { name: 'Fusion' }).innerText();
    await slider('α exposure').press('Home');
    await slider('α conversion').press('End');
    const after = await shownItems(page);
    expect(after).toHaveLength(10);
    expect(after).not.toEqual(before);
    await expect
      .poll(async () => page.getByRole('region', { name: 'Fusion' }).innerText())
      .not.toBe(recallBefore);
  });

  it('keeps the old list and says so when all weights are 0', async () => {
    const { page } = open;
    const before = await shownItems(page);
    await page.getByRole('slider', { name: 'α conversion' }).press('Home');
    await page
      .getByText(/all.*0/i)
      .first()
      .waitFor();
    expect(await shownItems(page)).toEqual(before);
    await page.getByRole('button', { name: 'Balanced', exact: true }).click();
  });

  it('shows the same list as window.csmf.retrieve, with contributions that add up to the score', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'Engagement', exact: true }).click();
    const userId = await page.getByRole('combobox', { name: 'User' }).inputValue();
    const items = await page.evaluate(
      (id) => window.csmf.retrieve(id, { k: 20, weights: { exposure: 0, click: 1, conversion: 0 } }),
      userId,
    );
    await page.getByRole('button', { name: 'Show all 50' }).click();
    expect((await shownItems(page)).slice(0, 20)).toEqual(items.map(({ title }) => title));
    await page.getByRole('button', { name: 'Show fewer' }).click();
    for (const { score, contributions } of items) {
      expect(contributions.exposure + contributions.click + contributions.conversion).toBeCloseTo(score, 4);
      expect(contributions.exposure).toBe(0);
    }
  });

  it('exports a run; importing it shows the run that is there, not a second one, with bit-identical scores', async () => {
    const same = await open.page.evaluate(async () => {
      const users = (await window.csmf.users()).slice(0, 5);
      const before = await window.csmf.scores(users);
      const runsBefore = (await window.csmf.runs()).length;
      const imported = await window.csmf.importRun(await window.csmf.exportRun());
      const after = await window.csmf.scores(users);
      const equal = before.every((scores, index) =>
        (['exposure', 'click', 'conversion'] as const).every((objective) =>
          scores[objective].every((value, item) => Object.is(value, after[index]![objective][item])),
        ),
      );
      const added = (await window.csmf.runs()).length - runsBefore;
      return { equal, method: imported.method, added };
    });
    expect(same).toEqual({ equal: true, method: 'csmf', added: 0 });
  });

  it('asks nobody but its own server for anything, and complains of nothing', () => {
    expect(open.foreignRequests).toEqual([]);
    expect(open.complaints).toEqual([]);
  });
});

describe('the page on a phone', () => {
  it('is 360 px wide and no wider, before and after training', async () => {
    const open = await openPage({ viewport: { width: 360, height: 740 } });
    const overflow = () => open.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await open.page.evaluate((config) => window.csmf.train({ config }), BRIEF);
    await open.page.getByRole('slider', { name: 'α click' }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(open.complaints).toEqual([]);
    await open.close();
  });
});
