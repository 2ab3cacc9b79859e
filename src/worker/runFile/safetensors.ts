/**
 * The safetensors format (huggingface.co/docs/safetensors): 8 bytes little-endian length of the header, the
 * header in JSON with type, shape and offset of every tensor, then their bytes without a gap.
 */
import { strToU8 } from 'fflate';
import { z } from 'zod';
import type { Tensor } from '../../model/tensors';
import { readJson } from './json';
import { RunFileError } from './runFileError';

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 2 ** 20;
/** Alignment of the first tensor, in bytes; spaces pad the header. */
const ALIGNMENT = 8;

const dtypeOf = ({ values }: Tensor): 'F32' | 'U8' => (values instanceof Float32Array ? 'F32' : 'U8');

const Header = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.number()),
    data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
);

export function writeSafetensors(tensors: readonly Tensor[]): Uint8Array {
  const header: z.infer<typeof Header> = {};
  let end = 0;
  for (const tensor of tensors) {
    const { name, shape, values } = tensor;
    header[name] = { dtype: dtypeOf(tensor), shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = strToU8(JSON.stringify(header));
  const padding = (ALIGNMENT - (text.length % ALIGNMENT)) % ALIGNMENT;
  const start = LENGTH_BYTES + text.length + padding;
  const bytes = new Uint8Array(start + end).fill(32, LENGTH_BYTES, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length + padding), true);
  bytes.set(text, LENGTH_BYTES);
  for (const { name, values } of tensors) bytes.set(bytesOf(values), start + header[name]!.data_offsets[0]);
  return bytes;
}

/**
 * Copies the tensors of a file into the expected tensors' arrays.
 * Throws RunFileError when one is missing, unknown, of another shape, at another offset, or not finite.
 */
export function readSafetensors(bytes: Uint8Array, expected: readonly Tensor[], file: string): void {
  const { header, data } = splitHeader(bytes, file);
  const unknown = Object.keys(header).find((name) => expected.every((tensor) => tensor.name !== name));
  if (unknown !== undefined) throw new RunFileError('run-file-tensor-unknown', { file, tensor: unknown });
  let end = 0;
  for (const tensor of expected) {
    const { name, shape, values } = tensor;
    const found = Object.hasOwn(header, name) ? header[name] : undefined;
    if (!found) throw new RunFileError('run-file-tensor-missing', { file, tensor: name });
    if (found.dtype !== dtypeOf(tensor) || found.shape.join() !== shape.join()) {
      throw new RunFileError('run-file-tensor-shape', {
        file,
        tensor: name,
        found: `${found.dtype} [${found.shape}]`,
        expected: `${dtypeOf(tensor)} [${shape}]`,
      });
    }
    if (found.data_offsets[0] !== end || found.data_offsets[1] !== end + values.byteLength) {
      throw new RunFileError('run-file-tensor-offset', { file, tensor: name });
    }
    if (data.length < end + values.byteLength) throw new RunFileError('run-file-tensors-cut-short', { file });
    bytesOf(values).set(data.subarray(end, end + values.byteLength));
    end += values.byteLength;
    if (!values.every(Number.isFinite))
      throw new RunFileError('run-file-tensor-not-finite', { file, tensor: name });
  }
  if (data.length !== end) throw new RunFileError('run-file-tensors-too-long', { file });
}

function splitHeader(bytes: Uint8Array, file: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < LENGTH_BYTES ? -1 : Number(view.getBigUint64(0, true));
  if (length < 0 || length > bytes.length - LENGTH_BYTES)
    throw new RunFileError('run-file-safetensors-format', { name: file });
  const text = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  const parsed = Header.safeParse(readJson(text, { name: file, maxBytes: MAX_HEADER_BYTES }));
  if (!parsed.success) throw new RunFileError('run-file-safetensors-header', { name: file });
  return { header: parsed.data, data: bytes.subarray(LENGTH_BYTES + length) };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
