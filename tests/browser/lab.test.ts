/** The lab in the built page's worker: in the background of a training, and over a reload. */
import { afterEach, describe, expect, it } from 'vitest';
import { BRIEF, goTo, type OpenPage, openPage } from './openPage';

let open: OpenPage | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const REQUEST = {
  datasets: [{ sample: 'shop' as const, users: 60, items: 60 }],
  methods: ['csmf', 'popularity'],
  seeds: [0, 1],
  budget: 0.05,
  tuned: false,
};

describe('an experiment on the page', () => {
  it('waits while a training runs, and its table is there after a reload', async () => {
    open = await openPage({ query: '?engine=wasm' });
    const { page } = open;
    const state = () => page.evaluate(() => window.csmf.lab.state());
    await page.evaluate((request) => window.csmf.lab.start(request), REQUEST);
    const training = page.evaluate((config) => window.csmf.train({ config }), BRIEF);
    await expect.poll(async () => (await state()).status, { interval: 20 }).toBe('waiting');
    expect((await training).steps).toBe(50);
    await expect.poll(async () => (await state()).status, { timeout: 60_000 }).toBe('finished');
    const tables = await page.evaluate(() => window.csmf.lab.tables());
    expect(tables[0]!.rows.map(({ label, seeds }) => [label, seeds])).toEqual([
      ['csmf', [0, 1]],
      ['popularity', [0, 1]],
    ]);
    await page.reload();
    await page.getByRole('definition').filter({ hasText: '800' }).first().waitFor();
    await goTo(page, 'Compare');
    expect(await state()).toMatchObject({ status: 'finished', done: 4, total: 4 });
    expect(await page.evaluate(() => window.csmf.lab.tables())).toEqual(tables);
    // With so few steps popularity is ahead somewhere: the page shows where and by how much, by its title.
    const [csmf] = tables[0]!.shortfalls;
    expect(csmf!.shortfalls.length).toBeGreaterThan(0);
    const heading = page.getByRole('heading', { name: 'Ahead of CSMF, the paper’s plan' });
    const shown = (await heading.locator('..').innerText()).match(/Popularity 0\.\d{3} \+\d/g);
    expect(shown).toHaveLength(csmf!.shortfalls.length);
    expect(open.complaints).toEqual([]);
  });
});
