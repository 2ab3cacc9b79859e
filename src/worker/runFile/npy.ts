/**
 * NumPy's .npy, version 1.0: magic, version, length of the header, the header as a Python literal that ends
 * with a line break on a multiple of 64 bytes, then the numbers. Here always float32, little-endian, row by row.
 */
import { strFromU8, strToU8 } from 'fflate';
import { RunFileError } from './runFileError';

const MAGIC = '\x93NUMPY\x01\x00';
const ALIGNMENT = 64;

/** Writes numbers [rows × width]. */
export function writeNpy(values: Float32Array, width: number): Uint8Array {
  const shape = `(${values.length / width}, ${width})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const unpadded = MAGIC.length + 2 + header.length + 1;
  const padded = `${header}${' '.repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT)}\n`;
  const start = MAGIC.length + 2 + padded.length;
  const bytes = new Uint8Array(start + values.byteLength);
  bytes.set(strToU8(MAGIC, true));
  new DataView(bytes.buffer).setUint16(MAGIC.length, padded.length, true);
  bytes.set(strToU8(padded, true), MAGIC.length + 2);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
  return bytes;
}

/** Copies the numbers into `values`. Throws RunFileError when shape or type differ or a value is not finite. */
export function readNpy(
  bytes: Uint8Array,
  values: Float32Array,
  { width, name }: { width: number; name: string },
) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = MAGIC.length + 2;
  if (bytes.length < from || strFromU8(bytes.subarray(0, MAGIC.length), true) !== MAGIC) {
    throw new RunFileError('run-file-npy-format', { name });
  }
  const start = from + view.getUint16(MAGIC.length, true);
  const header = strFromU8(bytes.subarray(from, start), true);
  const shape = /'shape': \((\d+), (\d+)\)/.exec(header);
  const rows = values.length / width;
  if (!/'descr': '<f4'/.test(header) || !/'fortran_order': False/.test(header) || !shape) {
    throw new RunFileError('run-file-npy-type', { name });
  }
  if (Number(shape[1]) !== rows || Number(shape[2]) !== width) {
    throw new RunFileError('run-file-npy-shape', {
      name,
      found: `${shape[1]} × ${shape[2]}`,
      expected: `${rows} × ${width}`,
    });
  }
  if (bytes.length !== start + values.byteLength) throw new RunFileError('run-file-npy-length', { name });
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes.subarray(start));
  if (!values.every(Number.isFinite)) throw new RunFileError('run-file-npy-not-finite', { name });
}
