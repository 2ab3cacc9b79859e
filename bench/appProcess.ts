/** A whole training in the built page: the app itself, as its users open it. */
import { type BenchSite, type SiteSource, sourceOf } from './browsers';
import type { RowProcess } from './rowProcess';

const APP: SiteSource = { ...sourceOf('../', 'csmf'), configFile: true };

/** Opens the app on the engine of a row; every run trains the default sample with CSMF at its defaults. */
export async function startApp(site: Pick<BenchSite, 'open'>, name: string): Promise<RowProcess> {
  const browser = await site.open(`?engine=${name.replace('ours-', '')}`, APP);
  const { page } = browser;
  return {
    open: () =>
      page.evaluate(async () => {
        await window.csmf.loadSample('shop');
        const { engine, backend } = await window.csmf.engine();
        return { note: `engine ${engine}, backend ${backend}` };
      }),
    run: (count) =>
      page.evaluate(async (trainings) => {
        const samplesMs: number[] = [];
        for (let training = 0; training < trainings; training++) {
          const start = performance.now();
          await window.csmf.train({ method: 'csmf' });
          samplesMs.push(performance.now() - start);
        }
        return { samplesMs };
      }, count),
    close: () => browser.close(),
  };
}
