/** Opens a file as a table, whatever holds it. */

import type { OpenTable, TableOptions } from './table';
import { openText } from './text/textSource';
import { openTextTable } from './text/textTable';

/**
 * Opens a text or a file and finds out its format and columns. Throws CsvError for what is no table: `not-text`,
 * `bad-gzip`, `too-large`, `unreadable`, `empty-file`, `too-many-columns`.
 */
export async function openTable(source: string | Blob, options: TableOptions): Promise<OpenTable> {
  return openTextTable(await openText(source, options), options);
}
