/** Zips among the files of a log, replaced by the tables that they hold. */

import { limitsOf } from '../table/limits';
import { unpackFile } from '../table/unpackFiles';
import type { CsvOptions } from './readCsv';
import { checkedMapping } from './understand/mappingSchema';
import type { ColumnMapping, LogFile } from './understand/mappingTypes';

type Unpacked = Pick<CsvOptions, 'source' | 'fileName'>;

/**
 * Returns the source with each zip's tables in its place: the only table of a zip bears the zip's name, several
 * are files of one log, of which each holds what is said of the zip. Throws CsvError where a zip cannot be
 * unpacked whole.
 */
export async function unpackedSource(options: CsvOptions): Promise<Unpacked> {
  const { source, fileName } = options;
  const { mapping } = checkedMapping(options.mapping);
  const unpack = (file: LogFile) => tablesOf(file, mapping, options.signal);
  if (Array.isArray(source)) {
    const files: LogFile[] = [];
    for (const file of source as readonly LogFile[]) files.push(...(await unpack(file)));
    return { source: files, fileName };
  }
  const files = await unpack({
    source: source as string | Blob,
    ...(fileName !== undefined && { name: fileName }),
  });
  const [only] = files;
  return files.length === 1 ? { source: only!.source, fileName: only!.name } : { source: files, fileName };
}

async function tablesOf(
  file: LogFile,
  mapping: Partial<ColumnMapping>,
  signal: AbortSignal | undefined,
): Promise<LogFile[]> {
  const { source, name } = file;
  if (typeof source === 'string') return [file];
  const shown = name ?? (source instanceof File ? source.name : 'log.csv');
  const tables = await unpackFile(source, shown, { maxBytes: limitsOf(mapping).bytes, signal });
  if (!tables) return [file];
  const { name: _, ...said } = file;
  return tables.map((table) => ({ ...said, source: table, ...(tables.length === 1 && { name: shown }) }));
}
