/** A file's bytes as text, a piece at a time: unpacked, decoded, with one kind of line end. */

import { concatBytes } from '../../../bytes';
import { yieldToEventLoop } from '../../../yielding';
import { CsvError } from '../../csv/issues/issueList';
import { tooLarge } from '../limits';
import type { TableOptions } from '../table';
import { BadGzip, gunzipped } from './gzip';
import { type EncodingGuess, guessEncoding, SAMPLE_BYTES } from './textEncoding';

export interface TextSource {
  /** Line ends are all \n; no byte order mark. Can be read once. */
  pieces: AsyncIterable<string>;
  /** The guessed encoding; absent for a source that is a string. */
  encoding?: EncodingGuess;
  gzip: boolean;
  /** Characters that the encoding has not, so far: each has become U+FFFD. */
  damaged(): number;
}

type TextOptions = Omit<TableOptions, 'separator' | 'header'>;

/** Thrown when a file that began as ASCII turns out not to be UTF-8: it has to be read again. */
export class NotUtf8 extends Error {}

/** Characters, so that parsing a piece takes a few milliseconds and its memory is small. */
const PIECE = 1 << 19;

/**
 * Opens a text, or a file whose encoding and compression are guessed. Throws CsvError for files that
 * are no text (`not-text`), for broken compression (`bad-gzip`), beyond `maxBytes` (`too-large`) and
 * when reading fails (`unreadable`).
 */
export async function openText(source: string | Blob, options: TextOptions): Promise<TextSource> {
  if (typeof source === 'string') {
    return { pieces: piecesOf(source, options), gzip: false, damaged: () => 0 };
  }
  const magic = new Uint8Array(await bytesOf(source.slice(0, 4), options.file));
  refuseBinary(magic, options.file);
  const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
  refuseLarge(source.size, options);
  const bytes = unpacked(source, gzip, options);
  const start = await firstBytes(bytes);
  const guess = options.encoding
    ? { encoding: options.encoding, reason: 'chosen' as const, onlyAscii: false }
    : guessEncoding(start);
  const damage = { count: 0 };
  const pieces = normalised(decoded(start, bytes, guess, damage));
  return { pieces, encoding: guess, gzip, damaged: () => damage.count };
}

/** Blanks at the start beyond which the file counts as empty. */
const MAX_BLANK = 1 << 22;

/** Enough text to guess a layout from; '' when there is nothing but blanks. */
export async function readHead(pieces: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (head.length <= MAX_BLANK) {
    const { done, value } = await pieces.next();
    if (done) return '';
    head += value;
    if (value.trim() !== '') return head;
  }
  return '';
}

async function* piecesOf(text: string, { signal, onProgress }: TextOptions): AsyncGenerator<string> {
  onProgress?.(0, text.length);
  yield* normalised(
    (async function* () {
      for (let start = 0; start < text.length; start += PIECE) {
        await yieldToEventLoop(signal);
        yield text.slice(start, start + PIECE);
        onProgress?.(Math.min(start + PIECE, text.length), text.length);
      }
    })(),
  );
  onProgress?.(text.length, text.length);
}

/** The file's bytes, gzip undone; the thread yields after every piece, so that a cancel is received. */
async function* unpacked(file: Blob, gzip: boolean, options: TextOptions): AsyncGenerator<Uint8Array> {
  const { maxBytes, share = 1, signal } = options;
  const slices = slicesOf(file, options);
  let total = 0;
  let yieldAtByte = 0;
  try {
    for await (const bytes of gzip ? gunzipped(file, slices) : slices) {
      total += bytes.length;
      if (total > maxBytes) throw new CsvError([tooLarge(options.file, maxBytes, share / 2)]);
      if (total >= yieldAtByte) {
        await yieldToEventLoop(signal);
        yieldAtByte = total + PIECE;
      }
      yield bytes;
    }
  } catch (error) {
    throw error instanceof BadGzip ? new CsvError([{ file: options.file, code: 'bad-gzip' }]) : error;
  }
}

/** The file as it is on disk, in slices of PIECE, whatever the browser would have chosen. */
async function* slicesOf(file: Blob, options: TextOptions): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += PIECE) {
    options.onProgress?.(start, file.size);
    yield new Uint8Array(await bytesOf(file.slice(start, start + PIECE), options.file));
  }
  options.onProgress?.(file.size, file.size);
}

async function firstBytes(bytes: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < SAMPLE_BYTES) {
    const { done, value } = await bytes.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  return concatBytes(parts);
}

/** Text in pieces of at least PIECE characters. What is no character is counted, or throws NotUtf8. */
async function* decoded(
  start: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  { encoding, onlyAscii }: EncodingGuess,
  damage: { count: number },
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let text = '';
  let ascii = onlyAscii;
  const take = (bytes?: Uint8Array) => {
    const more = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    const faults = more.includes('\uFFFD') ? more.split('\uFFFD').length - 1 : 0;
    if (faults > 0 && ascii) throw new NotUtf8();
    // In UTF-8 only ASCII has as many bytes as code units.
    if (bytes) ascii &&= more.length === bytes.length;
    damage.count += faults;
    text += more;
  };
  take(start);
  for await (const bytes of rest) {
    take(bytes);
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  take();
  yield text;
}

/** \r\n and \r become \n, also where a piece ends between the two. */
async function* normalised(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let first = true;
  for await (const piece of pieces) {
    let text = held + piece;
    if (first) text = text.replace(/^\uFEFF/, '');
    first = false;
    held = text.endsWith('\r') ? '\r' : '';
    if (held) text = text.slice(0, -1);
    yield text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
  if (held) yield '\n';
}

async function bytesOf(blob: Blob, file: string): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CsvError([{ file, code: 'unreadable', values: { reason } }]);
  }
}

/** Workbooks and databases that people have instead of a CSV, by their first bytes. */
const BINARY_FORMATS: Readonly<Record<string, string>> = {
  'PK\u0003\u0004': 'zip',
  '\u00d0\u00cf\u0011\u00e0': 'xls',
  PAR1: 'parquet',
  SQLi: 'sqlite',
  '%PDF': 'pdf',
};

function refuseLarge(size: number, { file, maxBytes, share = 1 }: TextOptions): void {
  if (size > maxBytes) throw new CsvError([tooLarge(file, maxBytes, (share * maxBytes) / size)]);
}

function refuseBinary(magic: Uint8Array, file: string): void {
  const format = BINARY_FORMATS[String.fromCharCode(...magic)];
  if (format) throw new CsvError([{ file, code: 'not-text', values: { format } }]);
}
