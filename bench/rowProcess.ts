/** The process of its own in which a row of the benchmark runs: a browser with its page, or Python. */
import type { BenchBrowser } from './browsers';
import type { RowSpec, RunTimes } from './results';

export interface RowProcess {
  /** Prepares the row. Rejects with the reason when it cannot run. */
  open(row: RowSpec): Promise<{ note?: string }>;
  /** Runs `count` steps or tasks. */
  run(count: number): Promise<RunTimes>;
  /** Milliseconds of work of the main thread, which include those of an `emptyRequest`; absent where they are not known. */
  busyMs?(): Promise<number>;
  emptyRequest?(): Promise<void>;
  /** Ends the process, whatever it is doing. */
  close(): Promise<void>;
}

/** Returns a row's process in a browser that has opened the benchmark's page. */
export function pageProcess(browser: BenchBrowser): RowProcess {
  const { page } = browser;
  return {
    open: (row) => page.evaluate((spec) => window.benchPage.open(spec), row),
    run: (count) => page.evaluate((times) => window.benchPage.run(times), count),
    busyMs: () => browser.busyMs(),
    emptyRequest: () => page.evaluate(() => {}),
    close: () => browser.close(),
  };
}
