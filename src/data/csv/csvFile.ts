/** Reads one file into the collector: opens it, understands its first rows, then takes row by row. */

import { limitsOf } from '../table/limits';
import { openTable } from '../table/openTable';
import type { OpenTable } from '../table/table';
import type { FileOptions, FileReading } from './fileReadTypes';
import { noCellFindings } from './rows/cellFindings';
import { columnFormats } from './rows/columnFormats';
import { createRowReader, inFile } from './rows/rowReader';
import { objectiveOf } from './startReading';
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
  const table = await openTable(file.source, {
    file: file.name,
    separator: mapping.separator,
    encoding: mapping.encoding ?? options.encoding,
    header: mapping.header,
    maxBytes: limitsOf(mapping).bytes,
    share: mapping.sample?.share,
    signal: options.signal,
    onProgress: options.onProgress,
  });
  const reading = understand(table, options);
  await table.read(createRowReader(reading, options), inFile(options.issues, file.name).add);
  const notices = inFile(options.notices, file.name);
  for (const { count, ...notice } of table.notices()) notices.add(notice, count);
  return reading;
}

/** Finds the roles of the columns and the shape, guessing what the mapping leaves open. */
function understand({ format, layout }: OpenTable, options: FileOptions): FileReading {
  const { file, isOneOfSeveral, issues } = options;
  const mapping = isOneOfSeveral ? existingNames(options.mapping, layout.names) : options.mapping;
  const shape = objectiveOf(file) ? 'files' : shapeFor(mapping, layout);
  const { roles, issues: faults } = resolveRoles(layout.names, mapping, shape);
  for (const fault of faults) issues.add({ file: file.name, ...fault });
  issues.throwIfAny();
  const { formats, issues: unclear } = columnFormats({ ...layout, roles, mapping });
  for (const fault of unclear) issues.add({ file: file.name, ...fault });
  issues.throwIfAny();
  return {
    name: file.name,
    format,
    layout,
    roles,
    shape,
    ...(shape === 'ratings' && { thresholds: thresholdsFor(mapping, layout.rows, roles.single.rating!) }),
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
