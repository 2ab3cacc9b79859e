/** Reads a table of users or of items beside the log: its columns describe those that the log has, by their id. */

import { limitsOf } from '../table/limits';
import { openTable } from '../table/openTable';
import { cleanId, withoutFraction } from './cells/ids';
import type { SideName } from './features/columnTracker';
import { CsvError } from './issues/issueList';
import type { NamedFile, Reading } from './startReading';
import { foldedName, guessTitles } from './understand/headerNames';
import type { ColumnMapping, Encoding } from './understand/mappingTypes';

interface SideOptions {
  readonly file: NamedFile;
  readonly side: SideName;
  readonly mapping: Partial<ColumnMapping>;
  readonly reading: Reading;
  /** The columns of the log's files. */
  readonly namesOfLog: ReadonlySet<string>;
  readonly encoding?: Encoding | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Joins the table's columns to the users or items that the log's files have, once these are read; the first row
 * of an id counts. Notes how many of the log's have no row, and how many rows describe none. Throws CsvError
 * with `side-without-key` where the column of ids is not known.
 */
export async function readSideTable(options: SideOptions): Promise<void> {
  const { file, side, mapping, reading, encoding, signal, onProgress } = options;
  const table = await openTable(file.source, {
    file: file.name,
    separator: mapping.separator,
    encoding: mapping.encoding ?? encoding,
    header: mapping.header,
    maxBytes: limitsOf(mapping).bytes,
    signal,
    onProgress,
  });
  const { names, indexColumn } = table.layout;
  const wanted = mapping[side === 'users' ? 'user' : 'item'] ?? '';
  const key = names.findIndex((name) => foldedName(name) === foldedName(wanted));
  if (wanted === '' || key < 0)
    throw new CsvError([{ file: file.name, code: 'side-without-key', values: { side } }]);
  const described = new Set([...names.keys()].filter((column) => column !== key && column !== indexColumn));
  const join = createJoin({ ...options, names, types: table.layout.types, described });
  await table.read(
    (fields) => join.take(fields[key]!, fields),
    () => join.skip(),
  );
  const titles = guessTitles(names, new Set([key]));
  reading.sideTitles.push(...titles.map(({ column }) => ({ name: join.trackedName(column), side })));
  const { joined, extra } = join.counts();
  const all = reading.collector[side].length;
  const values = { side, joined, all, without: all - joined, extra };
  reading.notices.add({ file: file.name, code: 'side-joined', values });
}

function createJoin(
  options: SideOptions & {
    readonly names: readonly string[];
    readonly types: readonly Parameters<Reading['collector']['track']>[0]['type'][];
    readonly described: ReadonlySet<number>;
  },
) {
  const { file, side, reading, namesOfLog, names, types, described } = options;
  const { collector } = reading;
  const codes = new Map(collector[side].map((id, code) => [id, code]));
  const seen = new Set<number>();
  let extra = 0;
  // A log may have a column of the same name, which says something else.
  const trackedName = (column: number) =>
    collector.trackers.has(names[column]!) || namesOfLog.has(names[column]!)
      ? `${file.name} ${names[column]!}`
      : names[column]!;
  const tracked = new Map([...described].map((column) => [column, trackedName(column)]));
  const trackers = [...tracked].map(([column, name]) => ({
    column,
    tracker: collector.track({ name, type: types[column], keep: side }),
  }));
  return {
    trackedName: (column: number) => tracked.get(column) ?? names[column]!,
    skip: () => void extra++,
    take(cell: string, fields: readonly string[]) {
      const id = cleanId(cell);
      const code = codes.get(id) ?? codes.get(withoutFraction(id));
      if (code === undefined || seen.has(code)) extra++;
      else {
        seen.add(code);
        for (const { column, tracker } of trackers) tracker.describe(side, fields[column]!, code);
      }
    },
    counts: () => ({ joined: seen.size, extra }),
  };
}
