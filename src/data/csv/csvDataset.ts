/** An uploaded file, ready to train on: read, then split as the mapping says. */

import { CodedError } from '../../coded';
import type { Dataset } from '../schema';
import { splitLog } from '../split';
import { CsvError } from './issues/issueList';
import { type CsvOptions, readCsv } from './readCsv';
import type { CsvReport } from './understand/mappingTypes';

/** Throws CsvError also where a log is read and cannot be split (`cannot-split`, `split-needs-times`). */
export async function readDataset(
  options: CsvOptions & { readonly seed: number },
): Promise<{ dataset: Dataset; report: CsvReport }> {
  const { log, report } = await readCsv(options);
  const method = options.mapping?.split;
  try {
    return { dataset: splitLog(log, { seed: options.seed, ...(method && { method }) }), report };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { code, values } = error;
    throw new CsvError([{ file: log.name, code, values }]);
  }
}
