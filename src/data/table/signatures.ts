/** Recognises what a file is by its first bytes or words, so that its refusal says what it is and what to do. */

import { CsvError } from '../csv/issues/issueList';

/** What a person can do about a file: names a branch of the sentence. */
type Advice = 'sheet' | 'unpack' | 'database' | 'table' | 'nothing';

interface Signature {
  format: string;
  advice: Advice;
  /** Latin-1 letters for the bytes at `at`; 0 by default. */
  magic: string;
  at?: number;
}

/** Only signatures that no text begins with, or so long that none does. */
const SIGNATURES: readonly Signature[] = [
  { format: 'xls', advice: 'sheet', magic: '\u00d0\u00cf\u0011\u00e0' },
  { format: 'zip', advice: 'unpack', magic: 'PK\u0003\u0004' },
  { format: 'zip', advice: 'unpack', magic: 'PK\u0005\u0006' },
  { format: 'parquet', advice: 'unpack', magic: 'PAR1' },
  { format: 'encryptedParquet', advice: 'table', magic: 'PARE' },
  { format: '7z', advice: 'unpack', magic: '7z\u00bc\u00af\u0027\u001c' },
  { format: 'rar', advice: 'unpack', magic: 'Rar!\u001a\u0007' },
  { format: 'tar', advice: 'unpack', magic: 'ustar', at: 257 },
  { format: 'bzip2', advice: 'unpack', magic: 'BZh91AY&SY' },
  { format: 'xz', advice: 'unpack', magic: '\u00fd7zXZ\u0000' },
  { format: 'zstd', advice: 'unpack', magic: '\u0028\u00b5\u002f\u00fd' },
  { format: 'lz4', advice: 'unpack', magic: '\u0004\u0022\u004d\u0018' },
  { format: 'sqlite', advice: 'database', magic: 'SQLite format 3\u0000' },
  { format: 'duckdb', advice: 'database', magic: 'DUCK', at: 8 },
  { format: 'access', advice: 'database', magic: '\u0000\u0001\u0000\u0000Standard ' },
  { format: 'arrow', advice: 'table', magic: 'ARROW1' },
  { format: 'arrow', advice: 'table', magic: '\u00ff\u00ff\u00ff\u00ff' },
  { format: 'feather', advice: 'table', magic: 'FEA1' },
  { format: 'orc', advice: 'table', magic: 'ORC\u0012' },
  { format: 'avro', advice: 'table', magic: 'Obj\u0001' },
  { format: 'hdf5', advice: 'table', magic: '\u0089HDF' },
  { format: 'matlab', advice: 'table', magic: 'MATLAB 5.0 MAT-file' },
  { format: 'numpy', advice: 'table', magic: '\u0093NUMPY' },
  { format: 'pickle', advice: 'table', magic: '\u0080\u0002' },
  { format: 'pickle', advice: 'table', magic: '\u0080\u0003' },
  { format: 'pickle', advice: 'table', magic: '\u0080\u0004' },
  { format: 'pickle', advice: 'table', magic: '\u0080\u0005' },
  { format: 'rds', advice: 'table', magic: 'X\n\u0000\u0000\u0000' },
  { format: 'rds', advice: 'table', magic: 'RDX2\n' },
  { format: 'rds', advice: 'table', magic: 'RDX3\n' },
  { format: 'spss', advice: 'table', magic: '$FL2' },
  { format: 'stata', advice: 'table', magic: '<stata_dta>' },
  { format: 'pdf', advice: 'nothing', magic: '%PDF-' },
  { format: 'image', advice: 'nothing', magic: '\u0089PNG\r\n' },
  { format: 'image', advice: 'nothing', magic: '\u00ff\u00d8\u00ff' },
  { format: 'image', advice: 'nothing', magic: 'GIF8' },
  { format: 'image', advice: 'nothing', magic: 'WEBP', at: 8 },
  { format: 'image', advice: 'nothing', magic: 'II*\u0000' },
  { format: 'image', advice: 'nothing', magic: 'MM\u0000*' },
];

/** Bytes in which every signature lies. */
export const SIGNATURE_BYTES = 512;

/** Returns what the first bytes of a file say that it is; undefined for text, and for gzip. */
export function formatOf(bytes: Uint8Array): Pick<Signature, 'format' | 'advice'> | undefined {
  const letters = String.fromCharCode(...bytes.subarray(0, SIGNATURE_BYTES));
  return SIGNATURES.find(({ magic, at = 0 }) => letters.startsWith(magic, at));
}

/** Throws CsvError (`not-text`) for bytes that begin like something else than text. */
export function refuseBinary(bytes: Uint8Array, file: string): void {
  const found = formatOf(bytes);
  if (found) throw notText(file, found.format, found.advice);
}

/** Returns the refusal of a file that is no text and holds no table that can be read. */
export const notText = (file: string, format: string, advice: Advice): CsvError =>
  new CsvError([{ file, code: 'not-text', values: { format, advice } }]);

/** Texts that are no tables, by how they begin. */
const TEXTS: readonly { format: string; begins: RegExp }[] = [
  { format: 'html', begins: /^<(!doctype html|html|head|body)\b/i },
  { format: 'xml', begins: /^<(\?xml\b|!--|[a-z][\w:.-]*(\s[^<>]*)?>\s*<)/i },
  { format: 'lfs', begins: /^version https:\/\/git-lfs\.github\.com\/spec\// },
  { format: 'rtf', begins: /^\{\\rtf/ },
  {
    format: 'sql',
    begins:
      /^(-- (MySQL|MariaDB|PostgreSQL|phpMyAdmin|SQLite)\b|PRAGMA \w|(CREATE TABLE|INSERT INTO|BEGIN TRANSACTION)\b)/i,
  },
  { format: 'arff', begins: /^(%[^\n]*\n\s*)*@relation\b/i },
];

/** Share of control characters beyond which a file is no text. */
const MAX_CONTROL = 0.04;
/** Characters that are looked at. */
const SAMPLE = 1 << 16;

/** Throws CsvError for a text that is no table: `not-a-table`, or `not-text` where it is full of control characters. */
export function refuseOtherText(text: string, file: string): void {
  const sample = text.slice(0, SAMPLE);
  const begin = sample.trimStart();
  const found = TEXTS.find(({ begins }) => begins.test(begin));
  if (found) throw new CsvError([{ file, code: 'not-a-table', values: { format: found.format } }]);
  if (controlCharacters(sample) > MAX_CONTROL * sample.length) throw notText(file, 'unknown', 'table');
}

/** Counts control characters that no text has: not those that lay it out, nor ^A to ^C, which may separate cells. */
function controlCharacters(text: string): number {
  let count = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === 0x7f || (code < 0x20 && !(code >= 1 && code <= 3) && !(code >= 9 && code <= 13))) count++;
  }
  return count;
}
