/** The tables in a zip, each as a file of its own. */

import { Inflate } from 'fflate';
import { crc32 } from '../../crc32';
import { excerpt, listedNames } from '../../csv/issues/excerpt';
import { CsvError } from '../../csv/issues/issueList';
import { bytesOf } from '../fileBytes';
import { tooLarge } from '../limits';
import { notText } from '../signatures';
import { BadZip, packedBytes, type ZipEntry, zipEntries } from './zipDirectory';

interface ZipOptions {
  /** The zip's name, for issues. */
  readonly file: string;
  /** Limit of unpacked bytes, of all tables together. */
  readonly maxBytes: number;
  readonly share?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** More files than one log has: which of them belong together only a person knows. */
const MAX_TABLES = 12;
/** Packed bytes that are read at a time. */
const SLICE = 1 << 19;
/** Packed bytes that are inflated at a time, to at most a thousandfold: a false size is found soon. */
const CHUNK = 1 << 14;

/**
 * Returns the only table of a zip, as a file. Throws CsvError: `zip-several-tables`, and what tablesOfZip throws.
 * A name that promises a text is a mistake of whoever named the file, and refused.
 */
export async function onlyTable(zip: Blob, options: ZipOptions): Promise<File> {
  const entries = await tableEntries(zip, options);
  if (entries.length > 1) {
    const values = { count: entries.length, ...listedNames(entries.map(({ name }) => name)) };
    throw new CsvError([{ file: options.file, code: 'zip-several-tables', values }]);
  }
  return unpackEntry(zip, entries[0]!, options);
}

/**
 * Returns the tables of a zip as files. Throws CsvError where it is damaged (`bad-zip`), needs a password
 * (`zip-encrypted`), is packed in a way that browsers do not know (`zip-method`), unpacks to too much
 * (`too-large`), or holds no table (`zip-without-tables`, `not-text` for a workbook) or too many
 * (`zip-many-tables`). Nothing is returned of a zip that is wrong in part.
 */
export async function tablesOfZip(zip: Blob, options: ZipOptions): Promise<File[]> {
  const entries = await tableEntries(zip, options);
  const files: File[] = [];
  for (const entry of entries) files.push(await unpackEntry(zip, entry, options));
  return files;
}

async function tableEntries(zip: Blob, options: ZipOptions): Promise<ZipEntry[]> {
  const { file, maxBytes, share = 1 } = options;
  if (zip instanceof File && isNamedAsText(zip.name)) throw new CsvError([{ file, code: 'zip-as-text' }]);
  const entries = await inZip(file, () => zipEntries(zip, file));
  const tables = entries.filter(({ name }) => isTable(name));
  if (tables.length === 0) throw withoutTables(entries, file);
  if (tables.length > MAX_TABLES) {
    const values = { count: tables.length, max: MAX_TABLES };
    throw new CsvError([{ file, code: 'zip-many-tables', values }]);
  }
  const locked = tables.find(({ isEncrypted }) => isEncrypted);
  if (locked) throw new CsvError([{ file, code: 'zip-encrypted', values: { name: excerpt(locked.name) } }]);
  const unknown = tables.find(({ method }) => method !== 0 && method !== 8);
  if (unknown) {
    const values = { name: excerpt(unknown.name), method: unknown.method };
    throw new CsvError([{ file, code: 'zip-method', values }]);
  }
  const total = tables.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) throw new CsvError([tooLarge(file, maxBytes, (share * maxBytes) / total)]);
  return tables;
}

/** A zip under the name of a text is a download gone wrong, or a file that somebody renamed. */
const isNamedAsText = (name: string): boolean => /\.(csv|tsv|txt|tab|dat)$/i.test(name);

const TABLE_NAME =
  /(^|\/)[^/.]+$|\.(csv|tsv|tab|txt|dat|data|inter|user|item|jsonl|ndjson|json|parquet|pq|gz|base|test)$/i;
const NO_TABLE =
  /(^|\/)(\.|__MACOSX\/|(readme|licen[cs]e|copying|changelog|notice|authors|makefile)[^/]*$)|\/$/i;

const isTable = (name: string): boolean => TABLE_NAME.test(name) && !NO_TABLE.test(name);

/** Office documents and arrays of NumPy are zips too. */
function withoutTables(entries: readonly ZipEntry[], file: string): CsvError {
  const has = (part: string) => entries.some(({ name }) => name.startsWith(part));
  if (has('xl/') || has('[Content_Types].xml'))
    return notText(file, has('word/') ? 'document' : 'xlsx', 'sheet');
  if (has('META-INF/manifest.xml') && has('content.xml')) return notText(file, 'ods', 'sheet');
  if (entries.some(({ name }) => name.endsWith('.npy'))) return notText(file, 'numpy', 'table');
  const values = listedNames(entries.map(({ name }) => name));
  return new CsvError([{ file, code: 'zip-without-tables', values: { count: entries.length, ...values } }]);
}

function unpackEntry(zip: Blob, entry: ZipEntry, options: ZipOptions): Promise<File> {
  return inZip(options.file, async () => {
    const packed = await packedBytes(zip, entry, options.file);
    const parts = await unpackedParts(packed, entry, options);
    // What is stored is a part of the zip already.
    return new File(entry.method === 0 ? [packed] : parts, entry.name.split(/[/\\]/).at(-1)!);
  });
}

/**
 * Returns the bytes of an entry, no more than the directory says: beyond them it stops within a chunk. Throws
 * BadZip where their number or checksum is another.
 */
async function unpackedParts(packed: Blob, entry: ZipEntry, options: ZipOptions): Promise<Blob[]> {
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let sum = 0;
  const take = (chunk: Uint8Array<ArrayBuffer>) => {
    length += chunk.length;
    if (length > entry.size) throw new BadZip('another size');
    sum = crc32(chunk, sum);
    if (entry.method !== 0) chunks.push(chunk);
  };
  const stream = new Inflate(take);
  for (let start = 0; start < packed.size; start += SLICE) {
    options.signal?.throwIfAborted();
    const bytes = await bytesOf(packed.slice(start, start + SLICE), options.file);
    if (entry.method === 0) take(bytes);
    else {
      for (let at = 0; at < bytes.length; at += CHUNK) {
        stream.push(bytes.subarray(at, at + CHUNK), start + at + CHUNK >= packed.size);
      }
    }
    // A browser may keep the bytes of a Blob on disk.
    parts.push(new Blob(chunks));
    chunks = [];
  }
  if (length !== entry.size || sum !== entry.crc) throw new BadZip('another checksum');
  return parts;
}

/** Makes every fault of the archive one sentence. */
async function inZip<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isFlate =
      typeof (error as { code?: unknown }).code === 'number' && !(error instanceof DOMException);
    if (error instanceof BadZip || error instanceof RangeError || isFlate) {
      throw new CsvError([{ file, code: 'bad-zip' }]);
    }
    throw error;
  }
}
