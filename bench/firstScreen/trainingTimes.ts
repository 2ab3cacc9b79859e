/** `shop` trained with CSMF in the page, in the page's lab, and in the page of an earlier build, in turns. */
import type { Page } from 'playwright-core';
import type { Measured } from './measured';
import { median } from './measured';
import type { Build } from './openBuild';

/** Compares the trainings of one build, and of an earlier one where there is one. */
export async function trainingTimes(
  build: Build,
  earlier: Build | undefined,
  times: number,
): Promise<Measured[]> {
  const page = await build.open();
  const before = await earlier?.open();
  const taken = { page: [] as number[], lab: [] as number[], before: [] as number[] };
  for (let seed = 1; seed <= times; seed++) {
    taken.page.push(await pageSeconds(page, seed));
    if (before) taken.before.push(await pageSeconds(before, seed));
    taken.lab.push(await labSeconds(page, seed));
  }
  await page.context().close();
  await before?.context().close();
  const ratioTo = (values: readonly number[]) => [median(taken.page) / median(values)];
  return [
    { name: 'shop trained in the page', unit: 's', values: taken.page },
    { name: 'shop trained in the lab', unit: 's', values: taken.lab },
    { name: 'the page’s time to the lab’s', unit: '×', values: ratioTo(taken.lab), atMost: 1.3 },
    ...(before
      ? [
          { name: 'shop trained by the earlier build', unit: 's', values: taken.before },
          { name: 'this build’s time to that', unit: '×', values: ratioTo(taken.before), atMost: 1 },
        ]
      : []),
  ];
}

/** Returns the seconds from the request to the run. */
const pageSeconds = (page: Page, seed: number): Promise<number> =>
  page.evaluate(async (value) => {
    await window.csmf.loadSample('shop', { seed: value });
    const began = performance.now();
    await window.csmf.train({ method: 'csmf', config: { seed: value } });
    return (performance.now() - began) / 1000;
  }, seed);

/** Returns the seconds of the trial's training, of the same log and seed. */
const labSeconds = (page: Page, seed: number): Promise<number> =>
  page.evaluate(async (value) => {
    const { lab } = window.csmf;
    await lab.start({ datasets: [{ sample: 'shop' }], methods: ['csmf'], seeds: [value], tuned: false });
    while ((await lab.state()).status !== 'finished') await new Promise((next) => setTimeout(next, 100));
    const [table] = await lab.tables();
    return table!.rows[0]!.measured!.seconds.mean;
  }, seed);
