import { describe, expect, it } from 'vitest';
import { BenchmarkRow, type TimeLimits } from '../../bench/benchmarkRow';
import type { BenchBrowser, BenchSite } from '../../bench/browsers';
import type { RowSpec, RunTimes } from '../../bench/results';

const SPEC: RowSpec = {
  ...{ group: 'step', name: 'library', model: 'small', stage: 'exposure' },
  ...{ users: 10, items: 10, batch: 2 },
};
const LIMITS = { rowMs: 500, runMs: 1, runs: 5, minRuns: 5, endsAt: Number.POSITIVE_INFINITY };

type Site = Pick<BenchSite, 'open'>;

/** A browser whose page handles `open`, then one run after another; each call takes 7 ms of its main thread. */
function siteOf(run: (index: number) => Promise<RunTimes> | RunTimes): Site & { closed: () => number } {
  let runs = 0;
  let busyMs = 0;
  let closed = 0;
  const browser = {
    page: {
      // Runs have a count as their parameter, and `open` has a row.
      evaluate: async (_script: unknown, parameter?: unknown) => {
        busyMs += 7;
        if (typeof parameter !== 'number') return {};
        busyMs += 3;
        return run(runs++);
      },
    },
    busyMs: async () => busyMs,
    close: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      closed++;
    },
  };
  const open = async () => browser as unknown as BenchBrowser;
  return { open, closed: () => closed };
}

async function finish(site: Site, losses: number[], limits: TimeLimits = LIMITS) {
  const row = new BenchmarkRow(SPEC, limits);
  await row.launch(site);
  await row.prepare(losses);
  for (let run = 0; run < LIMITS.runs; run++) await row.measure();
  await row.close();
  return row.row();
}

describe('a row of the benchmark', () => {
  it('has the median of its runs without the warm-up', async () => {
    const site = siteOf((index) => ({ samplesMs: [index < 2 ? 900 : 10 + index], loss: 4 - index }));
    const row = await finish(site, [4, 3]);
    expect(row).toMatchObject({ status: 'ok', medianMs: 14, p95Ms: 16, jsMs: 3, loss: 4, runs: 5 });
  });

  it.each([
    [1, [4.001, 3]],
    [2, [4, 3.01]],
  ])('does not count when its loss at step %i is not the reference’s', async (step, losses) => {
    const site = siteOf((index) => ({ samplesMs: [1], loss: 4 - index }));
    const row = await finish(site, losses);
    expect(row).toMatchObject({ status: 'dnf', medianMs: null });
    expect(row.reason).toContain(`loss at step ${step}`);
    expect(site.closed()).toBe(1);
  });

  it('stops at its time limit, and states the number of its runs', async () => {
    const site = siteOf((index) => (index < 4 ? { samplesMs: [40], loss: 1 } : new Promise(() => {})));
    const row = await finish(site, []);
    expect(row).toMatchObject({ status: 'dnf', runs: 2, medianMs: null });
    expect(row.reason).toBe('2 of 5 runs within 0.5 s, the median 40 ms');
  });

  it('is not started when the time of the whole benchmark is over', async () => {
    const site = siteOf(() => ({ samplesMs: [1] }));
    const row = await finish(site, [], { ...LIMITS, endsAt: performance.now() });
    expect(row).toMatchObject({ status: 'dnf', reason: 'the time of the whole benchmark was over' });
  });

  it('does not finish when the whole benchmark ends between its runs', async () => {
    const site = siteOf(() => ({ samplesMs: [1] }));
    const limits = { ...LIMITS, endsAt: Number.POSITIVE_INFINITY };
    const row = new BenchmarkRow(SPEC, limits);
    await row.launch(site);
    await row.prepare([]);
    await row.measure();
    limits.endsAt = performance.now();
    // The browser takes longer to close than the limit, now 0 ms, takes to pass.
    for (let run = 0; run < 3; run++) await row.measure();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(row.row()).toMatchObject({ status: 'dnf', runs: 1 });
    expect(site.closed()).toBe(1);
  });

  it('closes a browser that starts after its time limit', async () => {
    const site = siteOf(() => ({ samplesMs: [1] }));
    const open = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return site.open();
    };
    const row = await finish({ open }, [], { ...LIMITS, rowMs: 20 });
    expect(row).toMatchObject({ status: 'dnf', reason: 'no run within 0.02 s' });
    expect(site.closed()).toBe(1);
  });

  it('gives the page’s reason without Playwright’s prefix', async () => {
    const site = siteOf(() => Promise.reject(new Error('page.evaluate: Error: not in this build\n    at x')));
    expect((await finish(site, [])).reason).toBe('not in this build');
  });
});
