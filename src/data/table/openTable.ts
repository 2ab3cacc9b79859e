/** Opens a file as a table, whatever holds it. */

import { firstBytesOf } from './fileBytes';
import { looksLikeJson, openJsonTable } from './json/jsonTable';
import { refuseLarge } from './limits';
import { formatOf, refuseOtherText, SIGNATURE_BYTES } from './signatures';
import type { OpenTable, TableOptions } from './table';
import { openText } from './text/textSource';
import { openTextTable } from './text/textTable';

/**
 * Opens a text or a file and finds out its format and columns; of a zip, the one table it holds. Throws CsvError
 * for what is no table: `not-text`, `not-a-table`, `empty-file`, `too-many-columns`, `json-without-rows`,
 * `bad-parquet`, `zip-…`; for what is damaged or too large: `bad-gzip`, `bad-zip`, `too-large`, `unreadable`.
 */
export async function openTable(source: string | Blob, options: TableOptions): Promise<OpenTable> {
  if (typeof source !== 'string') {
    const held = formatOf(await firstBytesOf(source, SIGNATURE_BYTES, options.file))?.format;
    if (held === 'zip') {
      const { onlyTable } = await import('./zip/zipTables');
      return openTable(await onlyTable(source, options), options);
    }
    if (held === 'parquet') {
      refuseLarge(source.size, options);
      const { openParquet } = await import('./parquet/parquetTable');
      return openParquet(source, options);
    }
  }
  const text = await openText(source, options);
  if (looksLikeJson(text.head)) return openJsonTable(text, options);
  refuseOtherText(text.head, options.file);
  return openTextTable(text, options);
}
