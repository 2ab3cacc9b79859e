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
  for (const file of files) unpacked.push(...((await unpackFile(file, file.name, options)) ?? [file]));
  return unpacked;
}

/** Returns the tables of a zip; undefined for what is none. `name` is for issues. Throws as unpackFiles does. */
export async function unpackFile(
  file: Blob,
  name: string,
  options: UnpackOptions,
): Promise<File[] | undefined> {
  const { format } = formatOf(await firstBytesOf(file, SIGNATURE_BYTES, name)) ?? {};
  if (format !== 'zip') return undefined;
  const { tablesOfZip } = await import('./zip/zipTables');
  return tablesOfZip(file, { ...options, file: name });
}
