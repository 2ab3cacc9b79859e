/** One row while its group is measured: its process, its time limit, and its measurements so far. */
import { checkLoss } from './expectedLosses';
import { CLOSE_MS, settledWithin, withTimeLimit } from './openResources';
import { type BenchmarkResult, median, quantile, type RowSpec, type RunTimes } from './results';
import type { RowProcess } from './rowProcess';

const MAX_PER_RUN = 50;

export interface TimeLimits {
  /** Time limit of a row, its preparation included. */
  rowMs: number;
  /** Duration of a run: its steps are repeated until they take about as long. */
  runMs: number;
  runs: number;
  /** Fewer runs than these are not a result. */
  minRuns: number;
  /** End of the whole benchmark, on the clock of `performance.now()`. */
  endsAt: number;
}

export class BenchmarkRow {
  #starting: Promise<RowProcess> | undefined;
  #process: RowProcess | undefined;
  #spentMs = 0;
  /** Cost of an empty request on the page's main thread. */
  #requestMs = 0;
  #perRun = 1;
  #runs = 0;
  readonly #samplesMs: number[] = [];
  readonly #busyMs: number[] = [];
  #last: RunTimes = { samplesMs: [] };
  #firstLoss: number | undefined;
  #note: string | undefined;
  #failure: string | undefined;

  constructor(
    private readonly spec: RowSpec,
    private readonly limits: TimeLimits,
  ) {}

  async launch(start: () => Promise<RowProcess>): Promise<void> {
    await this.#attempt(async () => {
      this.#starting = start();
      this.#process = await this.#starting;
    });
  }

  /** Prepares the row, checks the first losses of training, warms up and chooses the length of runs. */
  async prepare(expectedLosses: readonly number[]): Promise<void> {
    if (this.#failure !== undefined) return;
    await this.#attempt(async () => {
      const { note } = await this.#process!.open(this.spec);
      this.#note = note;
      const first = await this.#run(1);
      this.#firstLoss = first.loss;
      const second = await this.#run(1);
      expectedLosses.forEach((expected, index) => {
        checkLoss(index + 1, [first, second][index]!.loss, expected);
      });
      // Slow rows have no time for more; fast ones are not fully optimised yet.
      if (median(second.samplesMs) < this.limits.runMs / 2) {
        this.#perRun = perRun(this.limits.runMs, (await this.#run(5)).samplesMs);
        this.#perRun = perRun(this.limits.runMs, (await this.#run(this.#perRun)).samplesMs);
      }
      this.#requestMs = (await this.#busyDuring(async () => this.#process!.emptyRequest?.())) ?? 0;
    });
  }

  /** Measures one run, unless the row has failed or its time is over. */
  async measure(): Promise<void> {
    if (this.#failure !== undefined) return;
    if (this.#runs >= this.limits.minRuns && this.#spentMs > this.limits.rowMs) return;
    await this.#attempt(async () => {
      const busyMs = await this.#busyDuring(async () => {
        this.#last = await this.#run(this.#perRun);
      });
      if (busyMs !== undefined) this.#busyMs.push(Math.max(0, busyMs - this.#requestMs) / this.#perRun);
      this.#samplesMs.push(...this.#last.samplesMs);
      this.#runs++;
    });
  }

  /** Closes the process; one that is still starting is closed once it has started, if that takes longer. */
  async close(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    this.#process = undefined;
    if (starting)
      await settledWithin(
        CLOSE_MS,
        starting.then((process) => process.close()),
      );
  }

  row(): BenchmarkResult {
    const { dispatches, bytesPerStep, gpuBytes, operations } = this.#last;
    const counted = dispatches ? { dispatches, bytesPerStep: Math.round(bytesPerStep ?? 0) } : {};
    const shared = {
      ...this.spec,
      ...(this.#firstLoss !== undefined && { loss: this.#firstLoss }),
      ...(this.#note && { note: this.#note }),
      runs: this.#runs,
    };
    if (this.#failure !== undefined || this.#samplesMs.length < this.limits.minRuns) {
      const reason = this.#failure ?? 'too few runs';
      return { ...shared, medianMs: null, p95Ms: null, status: 'dnf', reason };
    }
    return {
      ...shared,
      medianMs: rounded(median(this.#samplesMs)),
      p95Ms: rounded(quantile(this.#samplesMs, 0.95)),
      ...(this.#busyMs.length > 0 && { jsMs: rounded(median(this.#busyMs)) }),
      ...counted,
      ...(gpuBytes && { gpuBytes }),
      ...(operations && { operations }),
      status: 'ok',
    };
  }

  #run(count: number): Promise<RunTimes> {
    return this.#process!.run(count);
  }

  async #busyDuring(work: () => Promise<unknown>): Promise<number | undefined> {
    const before = await this.#process!.busyMs?.();
    await work();
    const after = await this.#process!.busyMs?.();
    return before === undefined || after === undefined ? undefined : after - before;
  }

  /** Does the work within the time that is left to the row, and stores the reason when it fails. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    const start = performance.now();
    const { rowMs, endsAt } = this.limits;
    const left = Math.min(rowMs - this.#spentMs, endsAt - start);
    try {
      await withTimeLimit(left, () => this.#outOfTime(), work);
    } catch (error) {
      if (this.#runs < this.limits.minRuns) this.#failure = reasonOf(error);
      await this.close();
    } finally {
      this.#spentMs += performance.now() - start;
    }
  }

  #outOfTime(): string {
    if (performance.now() >= this.limits.endsAt) return 'the time of the whole benchmark was over';
    const seconds = this.limits.rowMs / 1000;
    if (this.#runs === 0) return `no run within ${seconds} s`;
    const typical = Math.round(median(this.#samplesMs));
    return `${this.#runs} of ${this.limits.minRuns} runs within ${seconds} s, the median ${typical} ms`;
  }
}

const perRun = (runMs: number, samplesMs: readonly number[]): number =>
  Math.min(MAX_PER_RUN, Math.max(1, Math.round(runMs / Math.max(0.05, median(samplesMs)))));

/** Rounds to four digits, more than the measurements are accurate to. */
const rounded = (value: number): number => Number(value.toPrecision(4));

/** Returns the first line of the page's error, without Playwright's prefix. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? text).replace(/^page\.evaluate: /, '').replace(/^Error: /, '');
}
