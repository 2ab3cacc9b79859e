/** Bytes of a file on disk. */

import { CsvError } from '../csv/issues/issueList';

/** Returns the bytes of a file or of a part of it. Throws CsvError where the browser cannot read it (`unreadable`). */
export async function bytesOf(blob: Blob, file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CsvError([{ file, code: 'unreadable', values: { reason } }]);
  }
}

/** Returns the first bytes of a file, at most `length`. */
export const firstBytesOf = (blob: Blob, length: number, file: string): Promise<Uint8Array<ArrayBuffer>> =>
  bytesOf(blob.slice(0, length), file);
