/**
 * A zip whose comment is the SHA-256 of everything before it, so that any unzip program opens it
 * and any damage shows. What a file claims is checked before a byte of it is inflated.
 */
import { Inflate, strFromU8, strToU8, type Zippable, zipSync } from 'fflate';
import { sha256Hex } from '../../bytes';
import { crc32 } from '../../data/crc32';
import { RunFileError } from './runFileError';
import { readDirectory, type ZipEntry } from './zipDirectory';

/** Hexadecimal digits of the digest. */
const DIGEST_LENGTH = 64;
/** Limit of a file and of what it inflates to. */
const MAX_BYTES = 2 ** 30;
/** Limit of inflated to packed size: numbers hardly compress, masks are small. */
const MAX_RATIO = 20;
const SLACK_BYTES = 2 ** 20;
/** Packed bytes that are inflated at a time, to at most a thousandfold: a false size is found soon. */
const CHUNK_BYTES = 2 ** 14;

export interface Archive {
  /** Bytes that the entry inflates to; 0 where there is none. */
  sizeOf(name: string): number;
  /** Inflates and checks one entry. Throws RunFileError. */
  read(name: string): Uint8Array;
}

/** Packs files into a zip with its digest; numbers are stored as they are, texts and masks deflated. */
export async function sealArchive(files: Readonly<Record<string, Uint8Array>>): Promise<Blob> {
  const zippable: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) {
    zippable[name] = [bytes, { level: /^weights|\.npy$/.test(name) ? 0 : 6 }];
  }
  return new Blob([await sealed(zipSync(zippable))], { type: 'application/zip' });
}

/** Returns a zip without a comment as one whose comment is its digest. */
export async function sealed(zip: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const withDigest = new Uint8Array(zip.length + DIGEST_LENGTH);
  withDigest.set(zip);
  // The end record's last two bytes are the comment's length.
  new DataView(withDigest.buffer).setUint16(zip.length - 2, DIGEST_LENGTH, true);
  withDigest.set(strToU8(await sha256Hex(withDigest.subarray(0, zip.length))), zip.length);
  return withDigest;
}

/** Opens a run file. Throws RunFileError when it is damaged, too large, no run, or has unknown entries. */
export async function openArchive(file: Blob, known: readonly string[]): Promise<Archive> {
  if (file.size > MAX_BYTES) throw new RunFileError('run-file-too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const end = bytes.length - DIGEST_LENGTH;
  if (end < 0) throw new RunFileError('run-file-too-short');
  if (strFromU8(bytes.subarray(end), true) !== (await sha256Hex(bytes.subarray(0, end)))) {
    throw new RunFileError('run-file-checksum');
  }
  const entries = readDirectory(bytes, DIGEST_LENGTH);
  const byName = new Map<string, ZipEntry>();
  for (const entry of entries) {
    checkName(entry.name, known);
    if (byName.has(entry.name)) throw new RunFileError('run-file-entry-twice', { name: entry.name });
    byName.set(entry.name, entry);
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > Math.min(MAX_BYTES, MAX_RATIO * bytes.length + SLACK_BYTES)) {
    throw new RunFileError('run-file-inflates-too-much', { from: bytes.length, to: total });
  }
  return {
    sizeOf: (name) => byName.get(name)?.size ?? 0,
    read(name) {
      const entry = byName.get(name);
      if (!entry) throw new RunFileError('run-file-entry-missing', { name });
      return inflated(entry);
    },
  };
}

function checkName(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(name)) {
    throw new RunFileError('run-file-entry-path', { name });
  }
  throw new RunFileError('run-file-entry-unknown', { name });
}

function inflated(entry: ZipEntry): Uint8Array {
  const bytes = entry.isDeflated ? inflate(entry) : entry.packed;
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc)
    throw new RunFileError('run-file-entry-damaged', { name: entry.name });
  return bytes;
}

/** Inflates an entry to no more than the size in the directory; it stops within a chunk beyond that. */
function inflate({ name, packed, size }: ZipEntry): Uint8Array {
  const out = new Uint8Array(size);
  let end = 0;
  const stream = new Inflate((chunk) => {
    if (end + chunk.length > size) throw new RunFileError('run-file-entry-size', { name });
    out.set(chunk, end);
    end += chunk.length;
  });
  try {
    for (let from = 0; from < packed.length; from += CHUNK_BYTES) {
      stream.push(packed.subarray(from, from + CHUNK_BYTES), from + CHUNK_BYTES >= packed.length);
    }
  } catch (error) {
    if (error instanceof RunFileError) throw error;
    throw new RunFileError('run-file-entry-damaged', { name });
  }
  return out.subarray(0, end);
}
