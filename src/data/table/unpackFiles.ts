/** Replaces archives by the tables they hold, before anything is opened. */

import { firstBytesOf } from './fileBytes';
import { formatOf, SIGNATURE_BYTES } from './signatures';

interface UnpackOptions {
  /** Limit of unpacked bytes, for each archive. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Returns the files, with each zip replaced by its tables. Throws CsvError where one cannot be unpacked whole. */
export async function unpackFiles(files: readonly File[], options: UnpackOptions): Promise<File[]> {
  const unpacked: File[] = [];
  for (const file of files) {
    const { format } = formatOf(await firstBytesOf(file, SIGNATURE_BYTES, file.name)) ?? {};
    if (format === 'zip') {
      const { tablesOfZip } = await import('./zip/zipTables');
      unpacked.push(...(await tablesOfZip(file, { ...options, file: file.name })));
    } else unpacked.push(file);
  }
  return unpacked;
}
