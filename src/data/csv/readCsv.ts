/** Reads an uploaded log, from separated text to a log that everything else reads. Nothing is sent anywhere. */

import { understandFiles } from '../profile/understanding';
import { readFiles } from './readFiles';
import { type ReadLog, readLogOf } from './readLog';
import { orderRows } from './rows/collectedRows';
import { startReading } from './startReading';
import type { ColumnMapping, Encoding, LogFile } from './understand/mappingTypes';
import { unpackedSource } from './unpackedSource';

export interface CsvOptions {
  /** Text, a file, or several files of one log; a zip stands for the tables that it holds. */
  readonly source: string | Blob | readonly LogFile[];
  readonly fileName?: string | undefined;
  readonly mapping?: Partial<ColumnMapping> | undefined;
  /** Faults, or notices, that are listed; all are counted. Default: 100. */
  readonly maxListed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read (characters of a text), of how many, over all files. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Returns the log in a text or file, and how it was understood. Encoding, separator, shape, roles and
 * features are guessed; what `mapping` says takes precedence over any guess, and what can be read in two ways
 * is refused with `choose`. Throws CsvError with every fault found, in three waves: the mapping and header,
 * the rows, the log; rejects with the signal's reason when aborted.
 */
export async function readCsv(options: CsvOptions): Promise<ReadLog> {
  const [first, second] = halves(options.onProgress);
  const unpacked = { ...options, ...(await unpackedSource(options)) };
  const { notices, ...understood } = await understandFiles({ ...unpacked, onProgress: first });
  const toRead: CsvOptions = { ...unpacked, ...understood, onProgress: second };
  const encodings = new Map<number, Encoding>();
  for (;;) {
    const reading = startReading(toRead);
    for (const notice of notices) reading.notices.add(notice);
    const files = await readFiles(reading, toRead, encodings);
    if (files) return readLogOf(files, orderRows(files, reading), reading);
  }
}

/** A file is read twice, to understand it and to take its rows: each is half of the progress. */
function halves(onProgress: CsvOptions['onProgress']): readonly CsvOptions['onProgress'][] {
  let isHalf = false;
  const first = (done: number, total: number) => {
    isHalf = true;
    onProgress?.(done / 2, total);
  };
  const second = (done: number, total: number) => onProgress?.(isHalf ? (total + done) / 2 : done, total);
  return [first, second];
}
