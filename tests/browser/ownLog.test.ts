/** A person’s own log: dropped, refused with a reason, or trained on with two or three objectives. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, type OpenPage, openPage, shownItems } from './openPage';

/** Users see items of their own kind mostly; every third exposure is clicked. */
function twoObjectiveCsv(): string {
  const rows = ['用户,商品,点击,kind'];
  for (let user = 0; user < 40; user++) {
    for (let item = 0; item < 40; item++) {
      const near = user % 4 === item % 4;
      if (near || (user * 7 + item * 3) % 11 === 0)
        rows.push(`u${user},i${item},${(user + item) % 3 === 0 ? 1 : 0},k${item % 4}`);
    }
  }
  return rows.join('\n');
}

describe('a CSV of one’s own', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
  });
  afterAll(() => open.close());

  const choose = async (name: string, text: string) => {
    const chooser = open.page.waitForEvent('filechooser');
    await open.page.getByRole('button', { name: 'Open CSV…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  };

  it('that is broken changes nothing and is told with line and column', async () => {
    const { page } = open;
    const before = (await page.evaluate(() => window.csmf.users())).length;
    await choose('broken.csv', 'user_id,item_id,click\nu1,i1,1\nu1,i2,maybe\n');
    await page.getByRole('alert').getByText(/maybe/).first().waitFor();
    expect(await page.getByRole('alert').first().innerText()).toMatch(/3/);
    expect((await page.evaluate(() => window.csmf.users())).length).toBe(before);
    await expect.poll(() => page.getByRole('button', { name: 'Train', exact: true }).isEnabled()).toBe(true);
    expect(await page.getByText('Reading the file').count()).toBe(0);
    const rejection = await page.evaluate(() =>
      window.csmf.loadCsv('user_id,item_id\nu1,i1\n').then(
        () => null,
        (error: Error & { issues: { code: string; column?: string }[] }) => ({
          name: error.name,
          issues: error.issues,
        }),
      ),
    );
    expect(rejection).toMatchObject({ name: 'CsvError', issues: [{ code: 'missing-column' }] });
  });

  it('with Chinese headers and no conversions loads, trains two objectives, and says so', async () => {
    const { page } = open;
    await choose('日志.csv', twoObjectiveCsv());
    await page.getByRole('definition').filter({ hasText: /^40$/ }).first().waitFor();
    await page
      .getByText(/two objectives/i)
      .first()
      .waitFor();
    const run = await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    expect(run.drift.exposure).toBe(0);
    const masks = await page.evaluate(() => window.csmf.masks());
    expect(masks.outputBlocks.conversion).toBe(0);
    expect(masks.outputBlocks.click).toBeGreaterThan(0);
    const report = await page.evaluate(() => window.csmf.evaluate());
    expect(report.click?.recall).toBeGreaterThan(0);
    expect(report.conversion).toBeUndefined();
    await page.getByRole('slider', { name: 'α click' }).waitFor();
    expect(await page.getByRole('slider', { name: /^α/ }).count()).toBe(2);
    expect((await shownItems(page)).length).toBeGreaterThan(0);
    expect(open.complaints).toEqual([]);
  });

  it('packed, in UTF-16 or in three files is the same log', async () => {
    const seen = await open.page.evaluate(async () => {
      const rows = Array.from({ length: 900 }, (_, n) => [
        `u${n % 60}`,
        `i${(n * 7) % 45}`,
        n % 2,
        n % 4 === 1 ? 1 : 0,
      ]);
      const header = 'user_id,item_id,click,conversion';
      const text = [header, ...rows.map((row) => row.join(','))].join('\n');
      const packed = await new Response(
        new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')),
      ).blob();
      const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
      const pairs = (column: number) =>
        [
          'user,item',
          ...rows.filter((row) => column === 0 || row[column] === 1).map((row) => row.slice(0, 2).join(',')),
        ].join('\n');
      const files = (['exposure', 'click', 'conversion'] as const).map((objective, place) => ({
        source: new Blob([pairs(place && place + 1)]),
        objective,
      }));
      const fingerprints: string[] = [];
      for (const source of [text, packed, new Blob([units]), files]) {
        fingerprints.push((await window.csmf.loadCsv(source)).fingerprint);
      }
      return { fingerprints, report: await window.csmf.dataReport() };
    });
    expect(new Set(seen.fingerprints).size).toBe(1);
    expect(seen.report.funnel.map(({ objective }) => objective)).toEqual(['exposure', 'click', 'conversion']);
    expect(open.complaints).toEqual([]);
  });
});
