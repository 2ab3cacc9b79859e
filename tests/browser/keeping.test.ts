/** Nothing a person made is lost: a reload in the middle of a training, and after it; until they say forget. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage } from './openPage';

const CONFIG = { ...BRIEF, steps: { exposure: 20, click: 40, conversion: 10 } };

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
  it('survives reloads: a training goes on to the same scores, its run is listed and opened', async () => {
    const { page } = open;
    await page.evaluate(
      (config) =>
        new Promise<void>((reached) => {
          void window.csmf.train({
            method: 'csmf',
            config,
            onProgress: ({ step }) => step > 35 && reached(),
          });
        }),
      CONFIG,
    );
    await reloaded();
    const notice = page.getByRole('complementary', { name: 'A training was interrupted' });
    expect(await notice.innerText()).toMatch(/step 25 of 80.*stage “train-click”/);
    await notice.getByRole('button', { name: 'Continue' }).click();
    const library = page.getByRole('region', { name: 'Kept in this browser' });
    await library.getByRole('button', { name: /^Open CSMF/ }).waitFor();
    expect(await notice.count()).toBe(0);
    const continued = await scoresOf();

    await reloaded();
    await library.getByRole('button', { name: /^Open CSMF/ }).click();
    await expect.poll(() => page.evaluate(async () => (await window.csmf.runs()).length)).toBe(1);
    expect(await scoresOf()).toEqual(continued);
    await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), CONFIG);
    expect(await scoresOf()).toEqual(continued);
    expect(await library.getByRole('listitem').count()).toBe(2);
  });

  it('is set up again by its link, seed and all, after everything else is gone from the page', async () => {
    const { page } = open;
    await page.getByRole('button', { name: 'New seed' }).click();
    await page.getByRole('button', { name: 'Copy link to this setup' }).click();
    await page.getByText(/It holds no row of the log/).waitFor();
    expect(page.url()).toMatch(/\?engine=wasm#setup=1\.[\w-]{300,900}$/);
    await reloaded();
    const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
    await expect.poll(() => seed.inputValue()).toBe('1');
    await page.evaluate(() => window.history.replaceState(null, '', window.location.search));
  });

  it('is named, deleted one by one, and forgotten as a whole', async () => {
    const { page } = open;
    const library = page.getByRole('region', { name: 'Kept in this browser' });
    await library
      .getByRole('button', { name: /^Rename CSMF/ })
      .first()
      .click();
    await library.getByRole('textbox').fill('the good one');
    await library.getByRole('button', { name: 'Save name' }).click();
    await library.getByRole('button', { name: 'Delete the good one' }).click();
    await expect.poll(() => library.getByRole('listitem').count()).toBe(1);
    await library.getByRole('button', { name: 'Forget everything…' }).click();
    await library.getByRole('button', { name: 'Yes, forget everything' }).click();
    await expect.poll(() => library.getByRole('listitem').count()).toBe(0);
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
    await reloaded();
    await library.getByText(/are kept here and nowhere else/).waitFor();
    expect(open.complaints).toEqual([]);
    expect(open.foreignRequests).toEqual([]);
  });
});
