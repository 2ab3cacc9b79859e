/** Reads all files of a log into one collector. */

import { NotUtf8 } from '../table/text/textSource';
import { readFile } from './csvFile';
import type { SideName } from './features/columnTracker';
import type { FileReading } from './fileReadTypes';
import { CsvError } from './issues/issueList';
import type { CsvOptions } from './readCsv';
import { createUserSampler } from './rows/userSampler';
import { readSideTable } from './sideTable';
import type { NamedFile, Reading } from './startReading';
import { checkedMapping } from './understand/mappingSchema';
import type { Encoding, LogFile } from './understand/mappingTypes';

/**
 * Reads the files one after another. Throws CsvError with the faults of rows, unless the mapping skips them.
 * Where a file that began as ASCII turns out not to be UTF-8, its encoding is noted in `encodings` (by the
 * file's index) and nothing is returned: all has to be read again.
 */
export async function readFiles(
  reading: Reading,
  options: CsvOptions,
  encodings: Map<number, Encoding>,
): Promise<FileReading[] | undefined> {
  const { files, issues, mapping } = reading;
  const keepsUser = createUserSampler(mapping.sample?.share ?? 1, mapping.sample?.seed);
  const progress = progressOver(files, options.onProgress);
  const readings: FileReading[] = [];
  for (const [index, file] of logsFirst(files)) {
    const ofFile = checkedMapping(file.mapping);
    for (const fault of ofFile.issues) issues.add({ file: file.name, ...fault });
    const fileOptions = {
      file,
      mapping: { ...mapping, ...ofFile.mapping },
      encoding: encodings.get(index),
      signal: options.signal,
      onProgress: (done: number) => progress(index, done),
    };
    const side = sideOf(file);
    try {
      if (side) {
        const namesOfLog = new Set(readings.flatMap(({ layout }) => layout.names));
        await readSideTable({ ...fileOptions, side, reading, namesOfLog });
      } else {
        const isOneOfSeveral = Array.isArray(options.source);
        readings.push(await readFile({ ...reading, ...fileOptions, isOneOfSeveral, keepsUser }));
      }
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error;
      encodings.set(index, 'windows-1252');
      return undefined;
    }
  }
  if (readings.length === 0) throw new CsvError([{ code: 'no-files' }]);
  if (mapping.badRows !== 'skip') issues.throwIfAny();
  return readings;
}

/** The side that a table beside the log describes. */
const sideOf = ({ objective }: LogFile): SideName | undefined =>
  objective === 'users' || objective === 'items' ? objective : undefined;

/** Tables beside the log are joined to the ids that it has: they are read after it. */
function logsFirst(files: readonly NamedFile[]): [number, NamedFile][] {
  const all = [...files.entries()];
  return [...all.filter(([, file]) => !sideOf(file)), ...all.filter(([, file]) => sideOf(file))];
}

/** One progress over all files, each as large as it is on disk. */
function progressOver(files: readonly LogFile[], onProgress: CsvOptions['onProgress']) {
  const sizes = files.map(({ source }) => (typeof source === 'string' ? source.length : source.size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const read = sizes.map(() => 0);
  return (file: number, done: number) => {
    read[file] = done;
    onProgress?.(
      read.reduce((sum, some) => sum + some, 0),
      total,
    );
  };
}
