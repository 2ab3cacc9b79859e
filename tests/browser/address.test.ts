/** The address holds the run and the stage: a reload, back and forward find them, with the settings of the run. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage, shownItems } from './openPage';

describe('the run in the address', () => {
  let open: OpenPage;
  let page: Page;
  let ids: [first: string, second: string];

  const query = () => new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
  const shown = () => query().get('run');
  const stages = () => page.getByRole('region', { name: 'Stages' });
  const scrubber = () => page.getByRole('slider', { name: 'Stage shown' });
  const tau = () => page.getByRole('slider', { name: 'τ' }).inputValue();
  const train = (exposure: number) =>
    page.evaluate(
      ([config, value]) =>
        window.csmf.train({ method: 'csmf', config: { ...config, tau: { exposure: value } } }),
      [BRIEF, exposure] as const,
    );
  const savedIds = () =>
    page.evaluate(async () => (await window.csmf.storage.list()).runs.map(({ id }) => id).reverse());

  beforeAll(async () => {
    open = await openPage({
      query: '?engine=wasm',
      viewport: { width: 1366, height: 768 },
      untrained: false,
    });
    page = open.page;
    page.setDefaultTimeout(15_000);
  });
  afterAll(() => open.close());

  it('is the one that came with the page, then the one that was trained last', async () => {
    await expect.poll(shown).toBe('in-advance');
    await train(0.3);
    await train(0.6);
    await expect.poll(async () => (await savedIds()).length).toBe(2);
    ids = (await savedIds()) as typeof ids;
    await expect.poll(shown).toBe(ids[1]);
  });

  it('is found again by a reload, with its stage and the τ it was trained with', async () => {
    await scrubber().press('Home');
    await stages().getByText('Shown: after Train exposure').waitFor();
    await expect.poll(() => query().get('stage')).toBe('1');
    await page.reload();
    await stages().getByText('Shown: after Train exposure').waitFor();
    expect(shown()).toBe(ids[1]);
    expect(await tau()).toBe('0.6');
    // It was opened from what is saved: the first stage's list is not there, and the strip says which are.
    await stages().getByText('No list; last stages have one', { exact: true }).waitFor();
    await page.getByText('The lists of this stage were not kept.').waitFor();
    await page.getByRole('slider', { name: 'α click' }).press('ArrowRight');
    await page.getByRole('slider', { name: 'α click' }).press('ArrowLeft');
    await scrubber().press('End');
    await stages().getByText('Shown: the end of the run').waitFor();
    await expect.poll(() => query().get('stage')).toBeNull();
    // What no list was kept for was not asked of the worker either.
    expect((await page.getByRole('alert').allInnerTexts()).join('')).toBe('');
  });

  it('follows a run that is opened, and goes back and forward between both', async () => {
    await page.evaluate((id) => window.csmf.storage.openRun(id), ids[0]);
    await expect.poll(shown).toBe(ids[0]);
    await expect.poll(tau).toBe('0.3');
    await page.goBack();
    await expect.poll(tau).toBe('0.6');
    expect(shown()).toBe(ids[1]);
    await page.goForward();
    await expect.poll(tau).toBe('0.3');
    expect(shown()).toBe(ids[0]);
    expect(await page.getByText('Train uses changed settings').count()).toBe(0);
    await page.getByRole('slider', { name: 'τ' }).press('ArrowRight');
    await page.getByText('Train uses changed settings').waitFor();
  });

  it('that is not there is said in a sentence, and the page works with another', async () => {
    const { origin } = new URL(page.url());
    await page.goto('about:blank');
    await page.goto(`${origin}/?engine=wasm#play?run=nobody`);
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The run of this address cannot be opened' }).waitFor();
    await alert.getByText(/not saved in this browser/).waitFor();
    await expect.poll(() => shownItems(page).then(({ length }) => length)).toBeGreaterThanOrEqual(10);
    await expect.poll(shown).toBe(ids[1]);
    expect(open.complaints).toEqual([]);
  });
});

describe('everything deleted in one tab while another trains', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage({ query: '?engine=wasm' });
    open.page.setDefaultTimeout(15_000);
  });
  afterAll(() => open.close());

  const checkpoints = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('csmf-storage');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const counted = opening.result.transaction('trainings').objectStore('trainings').count();
            counted.onsuccess = () => {
              opening.result.close();
              resolve(counted.result);
            };
          };
        }),
    );

  it('stays deleted: the checkpoint does not come back', async () => {
    const { page } = open;
    await page.evaluate(() => {
      void window.csmf.train({ method: 'joint', config: { steps: { exposure: 20_000 } } }).catch(() => 0);
    });
    await expect.poll(() => checkpoints(page)).toBe(1);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.waitForFunction(() => 'csmf' in window);
    await other.evaluate(() => window.csmf.storage.deleteEverything());
    expect(await checkpoints(other)).toBe(0);
    // A pause saves.
    await page.bringToFront();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/was deleted, in another tab/).waitFor();
    expect(await checkpoints(other)).toBe(0);
    const { interruptions, runs } = await other.evaluate(() => window.csmf.storage.list());
    expect([interruptions, runs]).toEqual([[], []]);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });
});
