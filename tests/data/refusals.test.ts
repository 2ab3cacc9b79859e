/** What is no table: recognised by how it begins, and refused with what it is and what to do. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { errorMessage } from '../../src/page/messages/withMessages';
import { blobOf } from './dialectFile';
import { readTable } from './readTable';

const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
/** Bytes behind a signature, the same every time, of every value. */
const NOISE = Uint8Array.from({ length: 900 }, (_, n) => (n * 73 + (n >> 3)) % 256);
const begins = (magic: string) => Buffer.concat([letters(magic), NOISE]);

const tar = () => {
  const bytes = Buffer.concat([new Uint8Array(512), letters('user_id,item_id,click\n')]);
  bytes.set(letters('log.csv'), 0);
  bytes.set(letters('ustar'), 257);
  return bytes;
};

const BINARY: [string, Uint8Array, RegExp][] = [
  ['an old workbook', begins('\u00d0\u00cf\u0011\u00e0'), /old Excel workbook, not text\. Save the sheet/],
  ['7-Zip', begins("7z\u00bc\u00af'\u001c"), /7-Zip archive, not text\. Unpack it/],
  ['RAR', begins('Rar!\u001a\u0007\u0000'), /RAR archive, not text/],
  ['tar', tar(), /tar archive, not text\. Unpack it/],
  ['tar in gzip', gzipSync(tar()), /tar archive, not text\. Unpack it/],
  ['bzip2', begins('BZh91AY&SY'), /bzip2-compressed file, not text/],
  ['xz', begins('\u00fd7zXZ\u0000'), /xz-compressed file, not text/],
  ['Zstandard', begins('(\u00b5/\u00fd'), /Zstandard-compressed file, not text/],
  ['SQLite', begins('SQLite format 3\u0000'), /SQLite database, not text\. Export the table/],
  ['DuckDB', begins('\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008DUCK'), /DuckDB database, not text/],
  ['Arrow', begins('ARROW1\u0000\u0000'), /Arrow file, not text\. Write the table as CSV/],
  ['HDF5', begins('\u0089HDF\r\n\u001a\n'), /HDF5 file, not text/],
  ['NumPy', begins('\u0093NUMPY\u0001\u0000'), /NumPy array, not text/],
  ['a pickle', begins('\u0080\u0004\u0095'), /Python pickle, not text/],
  ['R’s data, packed', gzipSync(begins('X\n\u0000\u0000\u0000\u0003')), /R data file, not text/],
  ['a PDF', begins('%PDF-1.7\n'), /PDF, not text\. It holds no rows/],
  ['a picture', begins('\u0089PNG\r\n\u001a\n'), /image, not text/],
  ['a photograph', begins('\u00ff\u00d8\u00ff\u00e0'), /image, not text/],
  ['bytes of every value', NOISE, /binary file, not text/],
];

const TEXTS: [string, string, RegExp][] = [
  [
    'an HTML page',
    '<!DOCTYPE html><html><head><title>Virus scan warning, sorry</title>',
    /HTML page, not a table\..*download the file itself/,
  ],
  ['XML', '<?xml version="1.0"?>\n<log><row user="u1"/></log>\n', /XML document, not a table/],
  ['XML without a declaration', '<log>\n <row user="u1"/></log>\n', /XML document/],
  [
    'a Git LFS pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n',
    /Git LFS pointer file.*git lfs pull/,
  ],
  ['an SQL dump', 'INSERT INTO log VALUES (1,2,3);\n', /SQL dump, not a table/],
  ['an ARFF file', '% comment\n@relation log\n@attribute user string\n', /ARFF file/],
];

describe('what is no text', () => {
  it.each(BINARY)('%s is refused with what to do, by profile and reader', async (_, bytes, says) => {
    for (const read of [readCsv, profileFile]) {
      const error = await read({ source: blobOf(bytes), fileName: 'log.csv' }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ name: 'CsvError', issues: [{ file: 'log.csv', code: 'not-text' }] });
      expect(errorMessage(error)).toMatch(says);
    }
  });
});

describe('a text that is no table', () => {
  it.each(TEXTS)('%s is refused with what to do', async (_, text, says) => {
    const error = await readCsv({ source: text }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'CsvError', issues: [{ code: 'not-a-table' }] });
    expect(errorMessage(error)).toMatch(says);
  });
});

describe('a table that looks like something else', () => {
  it.each([
    ['begins with a placeholder in brackets', '<NA>,i1,1\nu1,i2,0\n', 3],
    ['holds a zero byte in one id of twenty', `user,item,click\n${'u1,i1,1\n'.repeat(19)}u1\u0000,i1,0\n`, 3],
    ['has names that begin like a database', 'DUCKS,item,click\nu,i,1\n', 3],
    ['is separated by control characters', 'user\u0001item\u0001click\nu\u0001i\u00011\n', 3],
  ])('%s', async (_, text, columns) => {
    const { names } = await readTable(blobOf(Buffer.from(text)));
    expect(names).toHaveLength(columns);
  });
});
