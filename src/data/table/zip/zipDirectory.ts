/**
 * Reads the directory of a zip from the end of a file, without reading its entries: what is locked, packed in an
 * unknown way or too large is known before anything is inflated. fflate inflates, but tells none of these.
 */
import { strFromU8 } from 'fflate';
import { bytesOf } from '../fileBytes';

export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated; others cannot be read. */
  method: number;
  isEncrypted: boolean;
  packedSize: number;
  /** Bytes after inflating, as the file claims. */
  size: number;
  crc: number;
  /** Where the local header in front of its bytes begins. */
  offset: number;
}

/** The zip is damaged or cut off. */
export class BadZip extends Error {}

const END = { signature: 0x06054b50, bytes: 22 };
const LOCATOR = { signature: 0x07064b50, bytes: 20 };
const END_64 = { signature: 0x06064b50, bytes: 56 };
const RECORD = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
const MAX_COMMENT = 0xffff;
/** A field of four bytes, or of two, whose value stands elsewhere in eight. */
const ELSEWHERE = 0xffffffff;
const ELSEWHERE_16 = 0xffff;
/** Header of the extra field with the sizes and the offset in eight bytes each. */
const EXTRA_64 = 0x0001;
const UTF8_FLAG = 0x0800;
const ENCRYPTED_FLAGS = 0x0041;

/** Returns the entries in the directory's order. Throws BadZip where the directory is broken or cut off. */
export async function zipEntries(file: Blob, name: string): Promise<ZipEntry[]> {
  const { start, length, count } = await findDirectory(file, name);
  if (start + length > file.size) throw new BadZip('directory outside the file');
  const bytes = await bytesOf(file.slice(start, start + length), name);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + RECORD.bytes > bytes.length || view.getUint32(at, true) !== RECORD.signature) {
      throw new BadZip('broken record');
    }
    entries.push(readRecord(bytes, at));
    at += RECORD.bytes + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
  }
  return entries;
}

/** Returns the packed bytes of an entry, as a part of the file. Throws BadZip where they lie outside. */
export async function packedBytes(file: Blob, { offset, packedSize }: ZipEntry, name: string): Promise<Blob> {
  const header = await bytesOf(file.slice(offset, offset + LOCAL.bytes), name);
  if (header.length < LOCAL.bytes || viewOf(header).getUint32(0, true) !== LOCAL.signature) {
    throw new BadZip('entry without header');
  }
  const view = viewOf(header);
  const start = offset + LOCAL.bytes + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + packedSize > file.size) throw new BadZip('entry outside the file');
  return file.slice(start, start + packedSize);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function findDirectory(
  file: Blob,
  name: string,
): Promise<{ start: number; length: number; count: number }> {
  const tailStart = Math.max(0, file.size - END.bytes - MAX_COMMENT - LOCATOR.bytes);
  const view = viewOf(await bytesOf(file.slice(tailStart), name));
  let end = view.byteLength - END.bytes;
  while (end >= 0 && view.getUint32(end, true) !== END.signature) end--;
  if (end < 0) throw new BadZip('no directory');
  const directory = {
    count: view.getUint16(end + 10, true),
    length: view.getUint32(end + 12, true),
    start: view.getUint32(end + 16, true),
  };
  const isLarge =
    directory.count === ELSEWHERE_16 || directory.length === ELSEWHERE || directory.start === ELSEWHERE;
  const locator = end - LOCATOR.bytes;
  if (!isLarge || locator < 0 || view.getUint32(locator, true) !== LOCATOR.signature) return directory;
  const at = Number(view.getBigUint64(locator + 8, true));
  const end64 = viewOf(await bytesOf(file.slice(at, at + END_64.bytes), name));
  if (end64.byteLength < END_64.bytes || end64.getUint32(0, true) !== END_64.signature) {
    throw new BadZip('no large directory');
  }
  const [count, length, start] = [32, 40, 48].map((field) => Number(end64.getBigUint64(field, true)));
  return { count: count!, length: length!, start: start! };
}

function readRecord(bytes: Uint8Array, at: number): ZipEntry {
  const view = viewOf(bytes);
  const flags = view.getUint16(at + 8, true);
  const nameEnd = at + RECORD.bytes + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  if (extraEnd > bytes.length) throw new BadZip('broken record');
  const name = bytes.subarray(at + RECORD.bytes, nameEnd);
  const [size, packedSize, offset] = largeFields(
    [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
    bytes.subarray(nameEnd, extraEnd),
  );
  return {
    // Without the flag names are written in some code page: those of tables are hardly ever beyond ASCII.
    name: strFromU8(name, (flags & UTF8_FLAG) === 0 && !isUtf8(name)),
    method: view.getUint16(at + 10, true),
    isEncrypted: (flags & ENCRYPTED_FLAGS) !== 0,
    packedSize: packedSize!,
    size: size!,
    crc: view.getUint32(at + 16, true),
    offset: offset!,
  };
}

/** Replaces those of the fields that stand in the extra field, in its order: size, packed size, offset. */
function largeFields(fields: readonly number[], extra: Uint8Array): number[] {
  const view = viewOf(extra);
  let at = 0;
  while (at + 4 <= extra.length && view.getUint16(at, true) !== EXTRA_64)
    at += 4 + view.getUint16(at + 2, true);
  let place = at + 4;
  return fields.map((value) => {
    if (value !== ELSEWHERE || place + 8 > extra.length) return value;
    place += 8;
    return Number(view.getBigUint64(place - 8, true));
  });
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
