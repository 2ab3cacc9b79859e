/** A person’s own log: dropped, refused with a reason, or trained on with two or three objectives. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRIEF, goTo, type OpenPage, openPage, shownItems } from './openPage';

/** Users see items of their own kind mostly; every third exposure is clicked. Items have lists of tags. */
function twoObjectiveCsv(): string {
  const rows = ['用户,商品,点击,kind,tags'];
  for (let user = 0; user < 40; user++) {
    for (let item = 0; item < 40; item++) {
      const near = user % 4 === item % 4;
      if (near || (user * 7 + item * 3) % 11 === 0)
        rows.push(
          `u${user},i${item},${(user + item) % 3 === 0 ? 1 : 0},k${item % 4},s${item % 5}|r${item % 3}`,
        );
    }
  }
  return rows.join('\n');
}

describe('a CSV of one’s own', () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
    await goTo(open.page, 'Data');
  });
  afterAll(() => open.close());

  it('is asked for by a chooser that lists packed files too', async () => {
    const chooser = open.page.waitForEvent('filechooser');
    await open.page.getByRole('button', { name: 'Open CSV…' }).click();
    const accepted = await (await chooser).element().getAttribute('accept');
    expect(accepted?.split(',')).toEqual(expect.arrayContaining(['.csv', '.gz', 'application/gzip']));
  });

  const choose = async (name: string, text: string) => {
    const chooser = open.page.waitForEvent('filechooser');
    await open.page.getByRole('button', { name: 'Open CSV…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  };

  /** Everything was named as usual: the button has the focus, and Enter is enough. */
  const load = async () => {
    const button = open.page.getByRole('button', { name: 'Load', exact: true });
    await button.waitFor();
    await expect.poll(() => button.evaluate((node) => node === document.activeElement)).toBe(true);
    await open.page.keyboard.press('Enter');
  };

  it('that is broken changes nothing and is reported with line and column', async () => {
    const { page } = open;
    const before = (await page.evaluate(() => window.csmf.users())).length;
    await choose('broken.csv', 'user_id,item_id,click\nu1,i1,1\nu2,i2,0\nu1,i2,maybe\n');
    await page.getByRole('cell', { name: 'maybe' }).waitFor();
    await page.getByRole('button', { name: 'Load', exact: true }).press('Enter');
    await page.getByRole('alert').getByText(/maybe/).first().waitFor();
    expect(await page.getByRole('alert').filter({ hasText: 'maybe' }).innerText()).toMatch(
      /broken\.csv · Line 4, column “click”/,
    );
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the problem as CSV' }).press('Enter');
    expect((await download).suggestedFilename()).toBe('problems.csv');
    await page.getByRole('button', { name: 'Cancel', exact: true }).last().press('Enter');
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
    expect(rejection).toMatchObject({ name: 'CsvError', issues: [{ code: 'one-objective' }] });
  });

  it('that is broken in 300 rows lists a hundred and downloads them all', async () => {
    const { page } = open;
    const rows = Array.from({ length: 900 }, (_, n) => `u${n % 9},i${n},${n % 3 ? n % 2 : 'maybe'}`);
    await choose('worse.csv', `user_id,item_id,click\n${rows.join('\n')}\n`);
    await page.getByRole('cell', { name: 'maybe' }).first().waitFor();
    await page.getByRole('button', { name: 'Load', exact: true }).press('Enter');
    const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await notice.getByText('The first 100 of 300 problems:').waitFor();
    expect(await notice.getByRole('listitem').count()).toBe(100);
    const download = page.waitForEvent('download');
    await notice.getByRole('button', { name: 'Download all 300 as CSV' }).press('Enter');
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(301);
    expect(lines.at(-1)).toMatch(/^worse\.csv,899,click,bad-flag,/);
    await page.getByRole('button', { name: 'Cancel', exact: true }).last().press('Enter');
    expect(open.complaints).toEqual([]);
  });

  it('with Chinese headers and no conversions loads, trains two objectives, and says so', async () => {
    const { page } = open;
    await choose('日志.csv', twoObjectiveCsv());
    await load();
    await page.getByRole('definition').filter({ hasText: /^40$/ }).first().waitFor();
    await page
      .getByText(/two objectives/i)
      .first()
      .waitFor();
    await page.getByRole('definition').filter({ hasText: 'kind, tags (lists, averaged)' }).waitFor();
    const run = await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    expect(run.drift.exposure).toBe(0);
    const masks = await page.evaluate(() => window.csmf.masks());
    expect(masks.outputBlocks.conversion).toBe(0);
    expect(masks.outputBlocks.click).toBeGreaterThan(0);
    const report = await page.evaluate(() => window.csmf.evaluate());
    expect(report.click?.recall).toBeGreaterThan(0);
    expect(report.conversion).toBeUndefined();
    await goTo(page, 'Play');
    await page.getByRole('slider', { name: 'α click' }).waitFor();
    expect(await page.getByRole('slider', { name: /^α/ }).count()).toBe(2);
    expect((await shownItems(page)).length).toBeGreaterThan(0);
    const retrieved = page.getByRole('region', { name: 'List' });
    await retrieved
      .getByText(/k\d · r\d, s\d/)
      .first()
      .waitFor();
    await goTo(page, 'Data');
    expect(open.complaints).toEqual([]);
  });

  it('packed, in two packed halves, in UTF-16 or in three files is the same log', async () => {
    const seen = await open.page.evaluate(async () => {
      const rows = Array.from({ length: 900 }, (_, n) => [
        `u${n % 60}`,
        `i${(n * 7) % 45}`,
        n % 2,
        n % 4 === 1 ? 1 : 0,
      ]);
      const header = 'user_id,item_id,click,conversion';
      const text = [header, ...rows.map((row) => row.join(','))].join('\n');
      const pack = (part: string) =>
        new Response(new Blob([part]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
      const packed = await pack(text);
      const halves = new Blob([await pack(text.slice(0, 999)), await pack(text.slice(999))]);
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
      for (const source of [text, packed, halves, new Blob([units]), files]) {
        fingerprints.push((await window.csmf.loadCsv(source)).fingerprint);
      }
      return { fingerprints, report: await window.csmf.dataReport() };
    });
    expect(new Set(seen.fingerprints).size).toBe(1);
    expect(seen.report.funnel.map(({ objective }) => objective)).toEqual(['exposure', 'click', 'conversion']);
    expect(open.complaints).toEqual([]);
  });

  it('with broken nesting is closed by union, or strictly left out row by row, as it is reported', async () => {
    const { page } = open;
    const rows = Array.from(
      { length: 600 },
      (_, n) => `u${n % 30},i${n % 40},${n % 3 ? 1 : 0},${n % 6 ? 0 : 1}`,
    );
    const text = `user_id,item_id,click,conversion\n${rows.join('\n')}\n`;
    await choose('nesting.csv', text);
    await load();
    const remarks = page.getByRole('group').filter({ hasText: /notes? about this log/ });
    // Users and items meet again after 120 rows, every sixth of which converts without a click.
    await remarks.getByText(/^20 pairs have a conversion without a click: counted as clicked/).waitFor({
      state: 'attached',
    });
    await choose('nesting.csv', text);
    const screen = page.getByRole('region', { name: 'Before nesting.csv is loaded' });
    await screen.getByText('More choices').click();
    await screen.getByRole('switch', { name: 'Skip rows that break the funnel' }).press('Space');
    await screen.getByRole('button', { name: 'Load', exact: true }).press('Enter');
    await screen.waitFor({ state: 'detached' });
    await page.getByText(/notes about this log/).click();
    await page.getByText('Line 2', { exact: false }).first().waitFor();
    expect(open.complaints).toEqual([]);
  });

  it('with odd headers is mapped by keyboard, splits and trains as it was mapped', async () => {
    const { page } = open;
    const rows = Array.from({ length: 1200 }, (_, n) => [n % 60, (n * 7) % 45, n % 2, n % 4 === 1 ? 1 : 0]);
    const text = rows.map(([who, what, tried, kept]) => `p${who};q${what};${kept};${tried}`).join('\n');
    await choose('odd.csv', `what;who;kept;tried\n${text}`);
    const screen = page.getByRole('region', { name: 'Before odd.csv is loaded' });
    const counts = (objective: string) =>
      screen.getByRole('row', { name: new RegExp(`^.?\\s*${objective}`) });
    // Guesses are to be looked at: Enter alone neither loads nor cancels.
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe('Before odd.csv is loaded');
    const pick = async (label: string, typed: string) => {
      await screen.getByRole('button', { name: new RegExp(`${label}$`) }).press('Enter');
      await page.getByRole('listbox').waitFor();
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await page.getByRole('listbox').waitFor({ state: 'hidden' });
    };
    // Which of two columns of ids is the user, and which of two flags the click, no name says: they are asked for.
    await screen.getByText('Which column is the user?').waitFor();
    await pick('User', 'what');
    await pick('Item', 'who');
    await pick('Click \\(0/1\\)', 'tried');
    await counts('Click').getByRole('cell', { name: '600' }).first().waitFor();
    await counts('Conversion').getByRole('cell', { name: '0' }).first().waitFor();
    await pick('Conversion \\(0/1\\)', 'kept');
    await pick('User', 'who');
    await counts('Exposure').getByRole('cell', { name: '45' }).first().waitFor();
    await pick('User', 'what');
    await screen.getByText('More choices').press('Enter');
    await screen.getByRole('textbox', { name: 'Name for conversions' }).press('k');
    await page.keyboard.type('ept');
    await screen.getByRole('button', { name: 'Load', exact: true }).press('Enter');
    await screen.waitFor({ state: 'detached' });
    await page
      .getByRole('region', { name: 'Data report' })
      .getByRole('rowheader', { name: /kept/ })
      .waitFor();
    const users = await page.evaluate(() => window.csmf.users());
    expect([users.length, users[0]]).toEqual([60, 'p0']);
    const run = await page.evaluate((config) => window.csmf.train({ method: 'csmf', config }), BRIEF);
    expect(run.drift.exposure).toBe(0);
    expect(open.complaints).toEqual([]);
  });
});

describe('the mapping screen', () => {
  const views: [string, Parameters<typeof openPage>[0]][] = [
    ['on a phone', { viewport: { width: 360, height: 740 } }],
    ['in the dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ];
  it.each(views)('%s is accessible and stays within the page in every shape', async (_, view) => {
    const { page, close, complaints } = await openPage(view);
    try {
      await goTo(page, 'Data');
      for (const shapes of [['flags'], ['events'], ['ratings'], ['views', 'carts', 'purchases']]) {
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Open CSV…' }).click();
        await (await chooser).setFiles(shapes.map((name) => `public/templates/${name}.csv`));
        const screen = page.getByRole('region', { name: /^Before .* loaded$/ });
        await screen
          .getByText(`first rows of ${shapes[0]}`)
          .or(screen.getByText(/^The first \d+ rows$/))
          .first()
          .waitFor();
        for (const more of await screen.locator('summary').all()) await more.click();
        const { violations } = await new AxeBuilder({ page }).include('[data-part="mapping"]').analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        await screen.getByRole('button', { name: 'Cancel', exact: true }).click();
        await screen.waitFor({ state: 'detached' });
      }
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  it('of a file with four hundred columns shows some of them, says so, and loads', async () => {
    const { page, close, complaints } = await openPage({ viewport: { width: 360, height: 740 } });
    try {
      await goTo(page, 'Data');
      const more = Array.from({ length: 396 }, (_, n) => `column${n}`);
      const rows = Array.from({ length: 300 }, (_, n) =>
        [`u${n % 30}`, `i${n % 20}`, ...more.map((_, column) => (n % 20) % (column + 2)), n % 2].join(','),
      );
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open CSV…' }).click();
      const buffer = Buffer.from(['user,item', ...more, 'click'].join(',').concat('\n', rows.join('\n')));
      await (await chooser).setFiles({ name: 'wide.csv', mimeType: 'text/csv', buffer });
      const screen = page.getByRole('region', { name: 'Before wide.csv is loaded' });
      const preview = screen.getByRole('table').last();
      // The click column is the last, and shown all the same.
      await preview.getByRole('columnheader', { name: 'click flag' }).waitFor();
      expect(await preview.getByRole('columnheader').count()).toBe(41);
      await screen.getByText('396 other columns').click();
      expect(await screen.getByRole('button', { name: /column\d+$/ }).count()).toBe(40);
      await screen.getByRole('button', { name: 'Show 40 more' }).first().click();
      await screen.getByRole('button', { name: /column79$/ }).waitFor();
      await screen.getByText('Not shown: 316.').waitFor();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await screen.getByRole('button', { name: 'Load', exact: true }).press('Enter');
      await page.getByRole('region', { name: 'Data report' }).waitFor();
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  it('gives way to the report of the loaded log, which can be split in another way', async () => {
    const { page, close, complaints } = await openPage({ viewport: { width: 360, height: 740 } });
    try {
      await goTo(page, 'Data');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open CSV…' }).click();
      await (await chooser).setFiles(
        ['views', 'carts', 'purchases'].map((name) => `public/templates/${name}.csv`),
      );
      await page.getByRole('button', { name: 'Load', exact: true }).press('Enter');
      const report = page.getByRole('region', { name: 'Data report' });
      await report
        .getByText(/too few/)
        .first()
        .waitFor();
      await report.getByRole('img', { name: /^Long tail: the top 10% of items/ }).waitFor();
      // Nobody has five pairs: each user's latest would leave nobody to test.
      expect(await report.getByRole('radio', { name: /^Each user’s latest 10%/ }).isDisabled()).toBe(true);
      await report.getByRole('radio', { name: /^At random/, checked: true }).press('ArrowUp');
      await report
        .getByRole('radio', { name: /^The same points in time for all users/, checked: true })
        .waitFor();
      await page.getByText('Cut at two points in time').waitFor();
      const { violations } = await new AxeBuilder({ page }).include('main').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});
