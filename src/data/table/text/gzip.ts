/**
 * gzip undone a piece at a time, of one member or of several behind each other (`cat a.gz b.gz`, bgzip,
 * rotated logs). Browsers' own DecompressionStream refuses all but the first.
 */
import { Gunzip } from 'fflate';
import { crc32 } from '../../crc32';

/** Packed bytes that are undone at once: each may become a thousand. */
const PUSH = 1 << 14;
/** A member ends with its checksum and its length modulo 2³², four bytes each. */
const TRAILER = 8;

/** The compression is damaged or cut off, or its checksum or length is another. */
export class BadGzip extends Error {}

/** What the file's bytes (`slices`, in order) unpack to. Throws BadGzip, at a member's end at the latest. */
export async function* gunzipped(file: Blob, slices: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  /** Unpacked bytes, and between them the places in the file where the next member begins. */
  const found: (Uint8Array | number)[] = [];
  const stream = new Gunzip((bytes) => found.push(bytes));
  stream.onmember = (start) => found.push(start);
  let member = { sum: 0, length: 0 };
  for await (const packed of slices) {
    for (let start = 0; start < packed.length; start += PUSH) {
      push(stream, packed.subarray(start, start + PUSH), false);
      for (const next of found.splice(0)) {
        if (typeof next === 'number') {
          await checkEnd(file, next, member);
          member = { sum: 0, length: 0 };
        } else if (next.length > 0) {
          member = { sum: crc32(next, member.sum), length: member.length + next.length };
          yield next;
        }
      }
    }
  }
  push(stream, new Uint8Array(0), true);
  await checkEnd(file, file.size, member);
}

function push(stream: Gunzip, packed: Uint8Array, isLast: boolean): void {
  try {
    stream.push(packed, isLast);
  } catch (error) {
    throw new BadGzip((error as Error).message);
  }
}

/** Throws BadGzip unless the eight bytes in front of `end` tell this member's checksum and length. */
async function checkEnd(file: Blob, end: number, member: { sum: number; length: number }): Promise<void> {
  const trailer = new DataView(await file.slice(Math.max(0, end - TRAILER), end).arrayBuffer());
  const isWhole =
    trailer.byteLength === TRAILER &&
    trailer.getUint32(0, true) === member.sum &&
    trailer.getUint32(4, true) === member.length % 2 ** 32;
  if (!isWhole) throw new BadGzip('checksum or length mismatch');
}
