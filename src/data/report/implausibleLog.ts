/** The error of a training on a log that is hardly what it should be. */
import { CodedError } from '../../coded';
import type { Dataset } from '../schema';
import { stopsAmong } from './acknowledgement';
import { dataReport } from './dataReport';
import type { Finding } from './findingTypes';

/** A log whose findings stop a training. `findings` are those that nobody has acknowledged. */
class ImplausibleLogError extends CodedError {
  override readonly name = 'ImplausibleLogError';

  constructor(readonly findings: readonly Finding[]) {
    const codes = [...new Set(findings.map(({ code }) => `'${code}'`))].join(', ');
    super('implausible-log', { count: findings.length, codes });
  }
}

/** Throws ImplausibleLogError where findings stop a training on the log and are not acknowledged. */
export function checkPlausible(
  dataset: Dataset,
  acknowledged: Iterable<string>,
  findings: readonly Finding[] = dataReport(dataset).findings,
): void {
  const stops = stopsAmong(findings, acknowledged);
  if (stops.length > 0) throw new ImplausibleLogError(stops);
}
