/** Describes an error as a code and values, with a code of its own where the likely cause is known. */
import { type Coded, codedOf } from '../../coded';

/** Messages of browsers, WebAssembly and WebGPU when there is no memory left. */
const OUT_OF_MEMORY =
  /out of memory|allocation failed|allocation size overflow|invalid (typed )?array (buffer )?length|cannot enlarge memory|memory access out of bounds|exceeds the max (buffer|storage)/i;

/** Returns the error's own code and values; `unexpected`, with its message, where it has none. */
export function describeFailure(error: unknown): Coded {
  const coded = codedOf(error);
  const isOutOfMemory = coded.code === 'unexpected' && OUT_OF_MEMORY.test(String(coded.values?.message));
  return isOutOfMemory ? { code: 'out-of-memory' } : coded;
}
