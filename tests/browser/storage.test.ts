/** Nothing a person made is lost: a reload in the middle of a training, and after it; until they say forget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, chooseMore, goTo, type OpenPage, openPage } from './openPage';

/** So long that no training ends between the wish to reload and the end of the page, however quick the steps are. */
const CONFIG = {
  ...BRIEF,
  batchSize: 64,
  uniformNegatives: 64,
  steps: { exposure: 20, click: 1500, conversion: 10 },
};

let open: OpenPage;
beforeAll(async () => {
  open = await openPage({ query: '?engine=wasm' });
});
afterAll(() => open.close());

const reloaded = async () => {
  await open.page.reload();
  await open.page.getByRole('definition').filter({ hasText: '800' }).first().waitFor();
};
const scoresOf = () =>
  open.page.evaluate(async () => {
    const scores = await window.csmf.scores(['u0001', 'u0500']);
    return scores.map(({ exposure, click, conversion }) => [[...exposure], [...click], [...conversion]]);
  });

describe('what was made on the page', () => {
  it('survives reloads: a training goes on, its run is listed and opened with the same scores', async () => {
    const { page } = open;
    // From within: between a look at the progress and a reload from outside the training may end.
    const loaded = page.waitForEvent('load');
    await page.evaluate((config) => {
      const onProgress = ({ step }: { step: number }) => step > 25 && window.location.reload();
      void window.csmf.train({ method: 'csmf', config, onProgress });
    }, CONFIG);
    await loaded;
    await page.getByRole('definition').filter({ hasText: '800' }).first().waitFor();
    const notice = page.getByRole('complementary', { name: 'A training was interrupted' });
    expect(await notice.innerText()).toMatch(
      /step \d+ of 1540.*stage “Train click”.*exactly the result an uninterrupted run/s,
    );
    await notice.getByRole('button', { name: 'Continue' }).click();
    await goTo(page, 'Runs');
    const library = page.getByRole('region', { name: 'Runs', exact: true });
    await library.getByRole('button', { name: /^Show CSMF/ }).waitFor();
    expect(await notice.count()).toBe(0);
    const continued = await scoresOf();
    // The run is saved first, then its checkpoint deleted.
    const interrupted = async () => (await window.csmf.storage.list()).interruptions.length;
    await expect.poll(() => page.evaluate(interrupted)).toBe(0);

    // A later visit begins with the run that was saved last.
    await page.reload();
    await library.getByRole('button', { name: /^Show CSMF/ }).waitFor();
    await expect.poll(() => page.evaluate(async () => (await window.csmf.runs()).length)).toBe(1);
    expect(await scoresOf()).toEqual(continued);
  });

  it('is set up again by its link, seed and all, after everything else is gone from the page', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'New seed' }).click();
    await chooseMore(page, 'Copy link to this setup');
    await page.getByText(/It contains no log data/).waitFor();
    expect(page.url()).toMatch(/\?engine=wasm#setup=1\.[\w-]{300,900}(\?|$)/);
    await goTo(page, 'Play');
    await reloaded();
    await chooseMore(page, 'Parameters…');
    const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
    await expect.poll(() => seed.inputValue()).toBe('1');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.evaluate(() => window.history.replaceState(null, '', window.location.search));
  });

  it('survives the end of the worker, which is noticed: after a reload a cure is offered', async () => {
    const { page } = open;
    await page.evaluate(
      () =>
        new Promise<void>((reached) => {
          const onProgress = ({ step }: { step: number }) => step > 2 && reached();
          void window.csmf.train({ method: 'csmf', onProgress });
        }),
    );
    await page.workers()[0]!.evaluate(() => self.close());
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByRole('button', { name: 'Halve the batch and resume' }).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('complementary').waitFor({ state: 'detached' });
  });

  it('belongs to the tab that runs it: two train at once, neither is offered the other’s, both runs are saved', async () => {
    const { page } = open;
    await page.evaluate(() => window.csmf.storage.deleteEverything());
    await page.evaluate((config) => {
      const begun = window as unknown as { training: Promise<unknown> };
      begun.training = window.csmf.train({ method: 'csmf', config });
    }, CONFIG);
    const secondTab = await page.context().newPage();
    try {
      await secondTab.goto(page.url());
      await secondTab.getByRole('definition').filter({ hasText: '800' }).first().waitFor();
      // From within, while the first tab trains or has just ended: its training is never offered here.
      const [offered, steps] = await secondTab.evaluate(async (config) => {
        const before = (await window.csmf.storage.list()).interruptions.length;
        const run = await window.csmf.train({ method: 'sequential', config });
        return [before, run.steps] as const;
      }, CONFIG);
      expect(offered).toBe(0);
      expect(steps).toBeGreaterThan(100);
      await page.evaluate(() => (window as unknown as { training: Promise<unknown> }).training);
      for (const tab of [page, secondTab]) {
        const lists = await tab.evaluate(() => window.csmf.storage.list());
        expect(lists.runs.map(({ method }) => method).sort()).toEqual(['csmf', 'sequential']);
        expect(lists.interruptions).toEqual([]);
      }
    } finally {
      await secondTab.close();
    }
  });

  it('is named, and forgotten as a whole', async () => {
    const { page } = open;
    await goTo(page, 'Runs');
    const library = page.getByRole('region', { name: 'Runs', exact: true });
    await library
      .getByRole('button', { name: /^Rename CSMF/ })
      .first()
      .press('Enter');
    await page.keyboard.type('the good one');
    await page.keyboard.press('Enter');
    await library.getByRole('button', { name: 'Delete the good one' }).waitFor();
    const saved = page.getByRole('region', { name: 'Saved in this browser' });
    await saved.getByRole('button', { name: 'Delete everything…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete everything…' });
    await question.getByRole('button', { name: 'Delete everything', exact: true }).click();
    await saved.getByText(/are stored only in this browser/).waitFor();
    await library.getByText(/will be listed here/).waitFor();
    expect(await library.getByRole('row').count()).toBe(0);
    // What the page shows is gone as well, without a reload: as at a first visit.
    await page.getByText('Ready to train CSMF', { exact: true }).first().waitFor();
    expect(await page.evaluate(() => window.csmf.runs())).toEqual([]);
    expect(await page.getByRole('complementary').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Export run' }).isEnabled()).toBe(false);
    const left = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name!);
      const counts = names.map(async (name) => {
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
        });
        const stores = [...database.objectStoreNames].map(
          (store) =>
            new Promise<number>((resolve) => {
              const request = database.transaction(store).objectStore(store).count();
              request.onsuccess = () => resolve(request.result);
            }),
        );
        return (await Promise.all(stores)).reduce((sum, count) => sum + count, 0);
      });
      return Promise.all(counts);
    });
    expect(left.reduce((sum, count) => sum + count, 0)).toBe(0);
    await page.reload();
    await saved.getByText(/are stored only in this browser/).waitFor();
    expect(open.complaints).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});
