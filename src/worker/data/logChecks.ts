/** The report on each log that was loaded, and which of its findings somebody has acknowledged. */
import { type DataReport, dataReport } from '../../data/report/dataReport';
import { checkPlausible } from '../../data/report/implausibleLog';
import type { Dataset } from '../../data/schema';

interface Checked {
  report: DataReport | undefined;
  acknowledged: Set<string>;
}

export class LogChecks {
  readonly #checked = new WeakMap<Dataset, Checked>();

  /** Returns the report; it is made once. */
  report(dataset: Dataset): DataReport {
    const checked = this.#of(dataset);
    checked.report ??= dataReport(dataset);
    return checked.report;
  }

  /** Lists the codes of the findings that were acknowledged. */
  acknowledged(dataset: Dataset): string[] {
    return [...this.#of(dataset).acknowledged];
  }

  /** Remembers findings that stop no training on this log any more. */
  acknowledge(dataset: Dataset, codes: readonly string[]): void {
    for (const code of codes) this.#of(dataset).acknowledged.add(code);
  }

  /** Throws ImplausibleLogError where findings stop a training that nobody has acknowledged. A sample has none. */
  check(dataset: Dataset): void {
    if (dataset.log.truth) return;
    checkPlausible(dataset, this.#of(dataset).acknowledged, this.report(dataset).findings);
  }

  #of(dataset: Dataset): Checked {
    const known = this.#checked.get(dataset) ?? { report: undefined, acknowledged: new Set() };
    this.#checked.set(dataset, known);
    return known;
  }
}
