/** A file's bytes as text, a piece at a time: unpacked, decoded, with one kind of line end. */

import { concatBytes } from '../../../bytes';
import { yieldToEventLoop } from '../../../yielding';
import { CsvError } from '../../csv/issues/issueList';
import { bytesOf, firstBytesOf } from '../fileBytes';
import { refuseLarge, tooLarge } from '../limits';
import { refuseBinary } from '../signatures';
import type { TableNotice, TableOptions } from '../table';
import { BadGzip, gunzipped } from './gzip';
import { type EncodingGuess, guessEncoding, SAMPLE_BYTES } from './textEncoding';

/** A text of which the beginning was read. Line ends are all \n; there is no byte order mark. */
export interface OpenText {
  /** Enough to guess a layout from; '' where there is nothing but blanks. */
  head: string;
  /** What follows. Can be read once. */
  rest: AsyncIterable<string>;
  /** The guessed encoding; absent for a source that is a string. */
  encoding?: EncodingGuess;
  gzip: boolean;
  /** Returns how many characters the encoding has not, so far: each has become U+FFFD. */
  notices(): TableNotice[];
}

type TextOptions = Omit<TableOptions, 'separator' | 'header'>;

/** Thrown when a file that began as ASCII turns out not to be UTF-8: it has to be read again. */
export class NotUtf8 extends Error {}

/** Characters, so that parsing a piece takes a few milliseconds and its memory is small. */
const PIECE = 1 << 19;

/**
 * Opens a text, or a file whose encoding and compression are guessed. Throws CsvError for what is packed and no
 * text (`not-text`), for broken compression (`bad-gzip`), beyond `maxBytes` (`too-large`) and when reading fails
 * (`unreadable`).
 */
export async function openText(source: string | Blob, options: TextOptions): Promise<OpenText> {
  if (typeof source === 'string') {
    return { ...(await begun(piecesOf(source, options))), gzip: false, notices: () => [] };
  }
  const gzip = isGzip(await firstBytesOf(source, 2, options.file));
  refuseLarge(source.size, options);
  const bytes = unpacked(source, gzip, options);
  const start = await firstBytes(bytes);
  refuseBinary(start, options.file);
  const guess = options.encoding
    ? { encoding: options.encoding, reason: 'chosen' as const, onlyAscii: false }
    : guessEncoding(start);
  const damage = { count: 0 };
  const text = await begun(normalised(decoded(start, bytes, guess, damage)));
  return { ...text, encoding: guess, gzip, notices: () => damagedCharacters(damage.count, guess) };
}

const isGzip = ([first, second]: Uint8Array): boolean => first === 0x1f && second === 0x8b;

async function begun(pieces: AsyncGenerator<string>): Promise<Pick<OpenText, 'head' | 'rest'>> {
  return { head: await readHead(pieces), rest: pieces };
}

function damagedCharacters(count: number, { encoding }: EncodingGuess): TableNotice[] {
  return count === 0 ? [] : [{ code: 'damaged-characters', count, values: { count, encoding } }];
}

/** Blanks at the start beyond which the file counts as empty. */
const MAX_BLANK = 1 << 22;

/** Returns enough text to guess a layout from; '' where there is nothing but blanks. */
async function readHead(pieces: AsyncIterator<string>): Promise<string> {
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
    yield await bytesOf(file.slice(start, start + PIECE), options.file);
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
