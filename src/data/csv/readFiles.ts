/** Reads all files of a log into one collector. */

import { NotUtf8 } from '../table/text/textSource';
import { readFile } from './csvFile';
import type { FileReading } from './fileReadTypes';
import type { CsvOptions } from './readCsv';
import { createUserSampler } from './rows/userSampler';
import type { Reading } from './startReading';
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
  for (const [index, file] of files.entries()) {
    const ofFile = checkedMapping(file.mapping);
    for (const fault of ofFile.issues) issues.add({ file: file.name, ...fault });
    try {
      readings.push(
        await readFile({
          ...reading,
          file,
          isOneOfSeveral: Array.isArray(options.source),
          mapping: { ...mapping, ...ofFile.mapping },
          keepsUser,
          encoding: encodings.get(index),
          signal: options.signal,
          onProgress: (done) => progress(index, done),
        }),
      );
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error;
      encodings.set(index, 'windows-1252');
      return undefined;
    }
  }
  if (mapping.badRows !== 'skip') issues.throwIfAny();
  return readings;
}

/** One progress over all files, each as large as it is on disk. */
function progressOver(files: readonly LogFile[], onProgress: CsvOptions['onProgress']) {
  const sizes = files.map(({ source }) => (typeof source === 'string' ? source.length : source.size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return (file: number, done: number) => {
    const before = sizes.slice(0, file).reduce((sum, size) => sum + size, 0);
    onProgress?.(before + done, total);
  };
}
