/** Finds out how a file's characters are written, from its first bytes. */

import { countKnownNames } from '../../csv/understand/headerNames';
import type { Encoding } from '../../csv/understand/mappingTypes';

/** What an encoding was recognised by: names the sentence `reason.encoding-<reason>` of the catalogue. */
export type EncodingReason =
  | 'byteOrderMark'
  | 'zeroBytes'
  | 'ascii'
  | 'validUtf8'
  | 'chineseNames'
  | 'notUtf8'
  | 'chosen';

export interface EncodingGuess {
  encoding: Encoding;
  reason: EncodingReason;
  /** Every byte seen is plain ASCII: a later one may still prove the guess wrong. */
  onlyAscii: boolean;
}

/** Bytes that are looked at. */
export const SAMPLE_BYTES = 1 << 18;

/**
 * Guesses by byte order mark; by zero bytes at every other index (UTF-16); as UTF-8 where most of what is no
 * ASCII is valid there; by Chinese column names (GB 18030); else Windows-1252, which contains Latin-1.
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const mark = byteOrderMark(sample);
  if (mark) return { encoding: mark, reason: 'byteOrderMark', onlyAscii: false };
  const wide = zeroByteSide(sample);
  if (wide) return { encoding: wide, reason: 'zeroBytes', onlyAscii: false };
  if (sample.every((byte) => byte < 0x80)) {
    return { encoding: 'utf-8', reason: 'ascii', onlyAscii: true };
  }
  const { valid, invalid } = multiByteCounts(sample);
  if (invalid === 0 || valid > 4 * invalid) {
    return { encoding: 'utf-8', reason: 'validUtf8', onlyAscii: false };
  }
  if (hasNamesIn('gb18030', sample) > hasNamesIn('windows-1252', sample)) {
    return { encoding: 'gb18030', reason: 'chineseNames', onlyAscii: false };
  }
  return { encoding: 'windows-1252', reason: 'notUtf8', onlyAscii: false };
}

function byteOrderMark([first, second, third]: Uint8Array): Encoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

/** Separators, digits and line ends have a zero byte in UTF-16, and no text has one in any other encoding. */
function zeroByteSide(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  bytes.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++;
  });
  const [even = 0, odd = 0] = zeros;
  const fewest = bytes.length / 40;
  if (odd > fewest && odd > 10 * even) return 'utf-16le';
  if (even > fewest && even > 10 * odd) return 'utf-16be';
  return undefined;
}

/** How many characters beyond ASCII are written as UTF-8 writes them, and how many bytes are not. */
function multiByteCounts(bytes: Uint8Array): { valid: number; invalid: number } {
  // A character cut off by the sample's end is no fault.
  const text = new TextDecoder('utf-8').decode(bytes, { stream: bytes.length === SAMPLE_BYTES });
  let valid = 0;
  let invalid = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) invalid++;
    else if (code >= 0x80) valid++;
  }
  return { valid, invalid };
}

function hasNamesIn(encoding: Encoding, bytes: Uint8Array): number {
  const [firstLine = ''] = new TextDecoder(encoding).decode(bytes).split(/[\r\n]/, 1);
  return countKnownNames(firstLine.split(/[,;\t|]/));
}
