import { describe, expect, it } from 'vitest';
import { BenchmarkRow, type TimeLimits } from '../../bench/benchmarkRow';
import type { RowSpec, RunTimes } from '../../bench/results';
import type { RowProcess } from '../../bench/rowProcess';

const SPEC: RowSpec = {
  ...{ group: 'step', name: 'library', model: 'small', stage: 'exposure' },
  ...{ users: 10, items: 10, batch: 2 },
};
const LIMITS = { rowMs: 500, runMs: 1, runs: 5, minRuns: 5, endsAt: Number.POSITIVE_INFINITY };

/** A process that handles `open`, then one run after another; each call takes 7 ms of its main thread. */
function processOf(run: (index: number) => Promise<RunTimes> | RunTimes) {
  let runs = 0;
  let busyMs = 0;
  let closed = 0;
  const process: RowProcess = {
    open: async () => ({}),
    run: async () => {
      busyMs += 10;
      return run(runs++);
    },
    busyMs: async () => busyMs,
    emptyRequest: async () => {
      busyMs += 7;
    },
    close: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      closed++;
    },
  };
  return { process, start: async () => process, closed: () => closed };
}

type Start = () => Promise<RowProcess>;

async function finish(start: Start, losses: number[], limits: TimeLimits = LIMITS) {
  const row = new BenchmarkRow(SPEC, limits);
  await row.launch(start);
  await row.prepare(losses);
  for (let run = 0; run < LIMITS.runs; run++) await row.measure();
  await row.close();
  return row.row();
}

describe('a row of the benchmark', () => {
  it('has the median of its runs without the warm-up', async () => {
    const own = processOf((index) => ({ samplesMs: [index < 2 ? 900 : 10 + index], loss: 4 - index }));
    const row = await finish(own.start, [4, 3]);
    expect(row).toMatchObject({ status: 'ok', medianMs: 14, p95Ms: 16, jsMs: 3, loss: 4, runs: 5 });
  });

  it('has no time of a main thread where nobody counts it', async () => {
    const { process } = processOf(() => ({ samplesMs: [3] }));
    const { busyMs: _, ...uncounted } = process;
    const row = await finish(async () => uncounted, []);
    expect(row).toMatchObject({ status: 'ok', medianMs: 3 });
    expect(row).not.toHaveProperty('jsMs');
  });

  it.each([
    [1, [4.001, 3]],
    [2, [4, 3.01]],
  ])('does not count when its loss at step %i is not the reference’s', async (step, losses) => {
    const own = processOf((index) => ({ samplesMs: [1], loss: 4 - index }));
    const row = await finish(own.start, losses);
    expect(row).toMatchObject({ status: 'dnf', medianMs: null });
    expect(row.reason).toContain(`loss at step ${step}`);
    expect(own.closed()).toBe(1);
  });

  it('stops at its time limit, and states the number of its runs', async () => {
    const own = processOf((index) => (index < 4 ? { samplesMs: [40], loss: 1 } : new Promise(() => {})));
    const row = await finish(own.start, []);
    expect(row).toMatchObject({ status: 'dnf', runs: 2, medianMs: null });
    expect(row.reason).toBe('2 of 5 runs within 0.5 s, the median 40 ms');
  });

  it('is not started when the time of the whole benchmark is over', async () => {
    const own = processOf(() => ({ samplesMs: [1] }));
    const row = await finish(own.start, [], { ...LIMITS, endsAt: performance.now() });
    expect(row).toMatchObject({ status: 'dnf', reason: 'the time of the whole benchmark was over' });
  });

  it('does not finish when the whole benchmark ends between its runs', async () => {
    const own = processOf(() => ({ samplesMs: [1] }));
    const limits = { ...LIMITS, endsAt: Number.POSITIVE_INFINITY };
    const row = new BenchmarkRow(SPEC, limits);
    await row.launch(own.start);
    await row.prepare([]);
    await row.measure();
    limits.endsAt = performance.now();
    // The process takes longer to close than the limit, now 0 ms, takes to pass.
    for (let run = 0; run < 3; run++) await row.measure();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(row.row()).toMatchObject({ status: 'dnf', runs: 1 });
    expect(own.closed()).toBe(1);
  });

  it('closes a process that starts after its time limit', async () => {
    const own = processOf(() => ({ samplesMs: [1] }));
    const start = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return own.process;
    };
    const row = await finish(start, [], { ...LIMITS, rowMs: 20 });
    expect(row).toMatchObject({ status: 'dnf', reason: 'no run within 0.02 s' });
    expect(own.closed()).toBe(1);
  });

  it('gives the page’s reason without Playwright’s prefix', async () => {
    const own = processOf(() =>
      Promise.reject(new Error('page.evaluate: Error: not in this build\n    at x')),
    );
    expect((await finish(own.start, [])).reason).toBe('not in this build');
  });
});
