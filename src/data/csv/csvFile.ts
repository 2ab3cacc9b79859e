/** Reads one file into the collector: opens it, understands its first rows, then takes row by row. */

import type { FileOptions, FileReading } from './fileReadTypes';
import { noCellFindings } from './rows/cellFindings';
import { columnFormats } from './rows/columnFormats';
import { createRowReader } from './rows/rowReader';
import { limitsOf } from './source/limits';
import { createRowParser } from './source/rowParser';
import { openText, readHead, type TextSource } from './source/textSource';
import { fileLayout, type Layout } from './understand/fileLayout';
import { foldedName } from './understand/headerNames';
import { shapeFor, thresholdsFor } from './understand/logShape';
import { resolveRoles } from './understand/mapping';
import type { ColumnMapping } from './understand/mappingTypes';

/**
 * Reads the file. Throws CsvError at once for what makes going on senseless (an empty file, a missing
 * column, a limit); faults of rows are added to `issues`.
 */
export async function readFile(options: FileOptions): Promise<FileReading> {
  const { file, mapping } = options;
  const text = await openText(file.source, {
    file: file.name,
    encoding: mapping.encoding ?? options.encoding,
    maxBytes: limitsOf(mapping).bytes,
    share: mapping.sample?.share,
    signal: options.signal,
    onProgress: options.onProgress,
  });
  const pieces = text.pieces[Symbol.asyncIterator]();
  try {
    const head = await readHead(pieces);
    const layout = fileLayout(file.name, head, mapping);
    const reading = understand(layout, text, options);
    const rowReader = createRowReader(reading, options);
    const parser = createRowParser(layout.separator, rowReader);
    parser.push(head);
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) parser.push(next.value);
    parser.end();
    const count = text.damaged();
    if (count > 0) {
      const values = { count, encoding: text.encoding?.encoding ?? '' };
      options.notices.add({ code: 'damaged-characters', values }, count);
    }
    return reading;
  } finally {
    await pieces.return?.(undefined);
  }
}

/** Finds the roles of the columns and the shape, guessing what the mapping leaves open. */
function understand(layout: Layout, text: TextSource, options: FileOptions): FileReading {
  const { file, isOneOfSeveral, issues } = options;
  const mapping = isOneOfSeveral ? existingNames(options.mapping, layout.names) : options.mapping;
  const shape = isOneOfSeveral ? 'files' : shapeFor(mapping, layout);
  const { roles, issues: faults } = resolveRoles(layout.names, mapping, shape);
  for (const fault of faults) issues.add({ file: file.name, ...fault });
  issues.throwIfAny();
  const { formats, issues: unclear } = columnFormats({ ...layout, roles, mapping });
  for (const fault of unclear) issues.add({ file: file.name, ...fault });
  issues.throwIfAny();
  return {
    name: file.name,
    layout,
    roles,
    shape,
    ...(shape === 'ratings' && { thresholds: thresholdsFor(mapping, layout.rows, roles.single.rating!) }),
    ...(text.encoding && { encoding: text.encoding }),
    gzip: text.gzip,
    rows: 0,
    formats,
    cells: noCellFindings(),
  };
}

/** Leaves out the names of columns that this one of several files does not have. */
function existingNames(mapping: Partial<ColumnMapping>, names: readonly string[]): Partial<ColumnMapping> {
  const has = (name: string) => names.some((header) => foldedName(header) === foldedName(name));
  const existing = { ...mapping };
  for (const role of ['user', 'item', 'timestamp', 'timeOfDay', 'title'] as const) {
    if (existing[role] && !has(existing[role])) delete existing[role];
  }
  if (existing.userFeatures) existing.userFeatures = existing.userFeatures.filter(has);
  if (existing.itemFeatures) existing.itemFeatures = existing.itemFeatures.filter(has);
  return existing;
}
