/**
 * The safetensors format (huggingface.co/docs/safetensors): 8 bytes little-endian length of the header, the
 * header in JSON with type, shape and place of every tensor, then their bytes without a gap.
 */
import { strToU8 } from 'fflate';
import { z } from 'zod';
import type { Tensor } from '../../model/tensors';
import { readJson } from './json';
import { refusal } from './refusal';

const LENGTH_BYTES = 8;
const LARGEST_HEADER = 2 ** 20;
/** The header is filled up with spaces, so that the first tensor lies on a multiple of this. */
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
 * Copies the tensors of a file into arrays that say which there must be, of which type and shape.
 * Throws RunFileError when one is missing, foreign, of another shape, not in its place, or not finite.
 */
export function readSafetensors(bytes: Uint8Array, expected: readonly Tensor[], file: string): void {
  const { header, data } = splitHeader(bytes, file);
  const foreign = Object.keys(header).find((name) => expected.every((tensor) => tensor.name !== name));
  if (foreign !== undefined) throw refusal(`${file} has a tensor “${foreign}” that this method has not`);
  let end = 0;
  for (const tensor of expected) {
    const { name, shape, values } = tensor;
    const found = Object.hasOwn(header, name) ? header[name] : undefined;
    if (!found) throw refusal(`${file} has no tensor “${name}”`);
    if (found.dtype !== dtypeOf(tensor) || found.shape.join() !== shape.join()) {
      const wanted = `${dtypeOf(tensor)} [${shape}]`;
      throw refusal(`${file} has “${name}” as ${found.dtype} [${found.shape}] where ${wanted} belongs`);
    }
    if (found.data_offsets[0] !== end || found.data_offsets[1] !== end + values.byteLength) {
      throw refusal(`${file} has “${name}” not where it belongs`);
    }
    if (data.length < end + values.byteLength) throw refusal(`${file} is cut short`);
    bytesOf(values).set(data.subarray(end, end + values.byteLength));
    end += values.byteLength;
    if (!values.every(Number.isFinite)) throw refusal(`“${name}” holds values that are no numbers`);
  }
  if (data.length !== end) throw refusal(`${file} holds more than its tensors`);
}

function splitHeader(bytes: Uint8Array, file: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < LENGTH_BYTES ? -1 : Number(view.getBigUint64(0, true));
  if (length < 0 || length > bytes.length - LENGTH_BYTES) throw refusal(`${file} is no safetensors file`);
  const text = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  const parsed = Header.safeParse(readJson(text, { name: `${file}’s header`, largest: LARGEST_HEADER }));
  if (!parsed.success) throw refusal(`${file}’s header is not understood`);
  return { header: parsed.data, data: bytes.subarray(LENGTH_BYTES + length) };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
