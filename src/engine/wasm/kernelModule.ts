/** The compiled kernels: fetched once, shared by every arena. */
import { CodedError } from '../../coded';
import address from './kernels.wasm?url';

/** The smallest module with an instruction of SIMD128: i32.const 0, i8x16.splat, i8x16.popcnt. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Rejects where the file does not come, and with CodedError `no-simd`, before anything is fetched, where
 * WebAssembly has no SIMD; the next call tries again.
 */
export function kernelModule(): Promise<WebAssembly.Module> {
  compiled ??= compile();
  compiled.catch(() => {
    compiled = undefined;
  });
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  if (!WebAssembly.validate(SIMD_MODULE)) throw new CodedError('no-simd');
  const response = await fetch(address);
  return WebAssembly.compile(await response.arrayBuffer());
}
