/**
 * Reads the directory of a zip without inflating anything. fflate writes and inflates zips; its reader trusts
 * what a file says about itself, and this one does not.
 */
import { strFromU8 } from 'fflate';
import { RunFileError } from './runFileError';

export interface ZipEntry {
  name: string;
  /** Stored or deflated bytes. */
  packed: Uint8Array;
  isDeflated: boolean;
  /** Bytes after inflating, as the file claims. */
  size: number;
  crc: number;
}

const END = { signature: 0x06054b50, bytes: 22 };
const RECORD = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
/** Bits of the flags that change what the bytes mean: encrypted, patched, strongly encrypted. */
const UNSUPPORTED_FLAGS = 0x0061;

/**
 * Returns the entries of a zip whose comment has this length, in the directory's order.
 * Throws RunFileError when a record is broken, reaches outside, or has another name than its entry.
 */
export function readDirectory(bytes: Uint8Array, commentLength: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - commentLength - END.bytes;
  if (end < 0 || view.getUint32(end, true) !== END.signature) throw new RunFileError('run-file-no-zip');
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (view.getUint32(end + 12, true) + start !== end) throw new RunFileError('run-file-directory-offset');
  const entries: ZipEntry[] = [];
  let offset = start;
  for (let index = 0; index < count; index++) {
    if (offset + RECORD.bytes > end || view.getUint32(offset, true) !== RECORD.signature) {
      throw new RunFileError('run-file-directory-broken');
    }
    entries.push(readRecord(bytes, view, { offset, start }));
    offset += RECORD.bytes + [28, 30, 32].reduce((sum, at) => sum + view.getUint16(offset + at, true), 0);
  }
  if (offset !== end) throw new RunFileError('run-file-directory-broken');
  return entries;
}

/** Reads a record and the bytes of its entry, which follow a local header with the same name. */
function readRecord(
  bytes: Uint8Array,
  view: DataView,
  { offset, start }: { offset: number; start: number },
): ZipEntry {
  const nameAt = (at: number, length: number) => strFromU8(bytes.subarray(at, at + length));
  const name = nameAt(offset + RECORD.bytes, view.getUint16(offset + 28, true));
  const method = view.getUint16(offset + 10, true);
  const length = view.getUint32(offset + 20, true);
  const size = view.getUint32(offset + 24, true);
  const local = view.getUint32(offset + 42, true);
  if ((view.getUint16(offset + 8, true) & UNSUPPORTED_FLAGS) !== 0 || (method !== 0 && method !== 8)) {
    throw new RunFileError('run-file-entry-packing', { name });
  }
  if (local + LOCAL.bytes > start || view.getUint32(local, true) !== LOCAL.signature) {
    throw new RunFileError('run-file-entry-offset', { name });
  }
  const nameLength = view.getUint16(local + 26, true);
  const from = local + LOCAL.bytes + nameLength + view.getUint16(local + 28, true);
  if (from + length > start || nameAt(local + LOCAL.bytes, nameLength) !== name) {
    throw new RunFileError('run-file-entry-offset', { name });
  }
  if (method === 0 && size !== length) throw new RunFileError('run-file-entry-two-sizes', { name });
  const packed = bytes.subarray(from, from + length);
  return { name, packed, isDeflated: method === 8, size, crc: view.getUint32(offset + 16, true) };
}
