/** The compiled kernels: fetched once, shared by every arena. */
import address from './kernels.wasm?url';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Rejects where the file does not come, or where there is no SIMD; the next call tries again. */
export function kernelModule(): Promise<WebAssembly.Module> {
  compiled ??= fetch(address)
    .then((response) => response.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));
  compiled.catch(() => {
    compiled = undefined;
  });
  return compiled;
}
