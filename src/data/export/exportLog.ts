/** Writes a log in one of its formats, a part at a time, so that the writer can report progress and stop. */
import type { InteractionLog } from '../schema';
import { csvParts } from './logCsv';
import { baseName, type LogFormat } from './logFormats';

/** Yields the rows written so far, and returns the file. */
export type LogWriter = Generator<number, Blob>;

/** Returns the writer of a log in a format; what only one format needs is loaded with it. */
export async function logWriter(log: InteractionLog, format: LogFormat): Promise<LogWriter> {
  if (format === 'csv') return csvWriter(log);
  if (format === 'parquet') {
    const { parquetFile } = await import('./logParquet');
    return blobWriter(parquetFile(log), 'application/vnd.apache.parquet');
  }
  const { recboleZip } = await import('./logRecbole');
  return blobWriter(recboleZip(log, baseName(log.name)), 'application/zip');
}

function* csvWriter(log: InteractionLog): LogWriter {
  const parts: string[] = [];
  for (const { text, rows } of csvParts(log)) {
    parts.push(text);
    yield rows;
  }
  return new Blob(parts, { type: 'text/csv' });
}

function* blobWriter(file: Generator<number, Uint8Array<ArrayBuffer>>, type: string): LogWriter {
  return new Blob([yield* file], { type });
}
