/** What is told of a training that failed: in words, and as a code where the likely cause is known. */

/** How browsers, WebAssembly and WebGPU say that there is no memory left. */
const OUT_OF_MEMORY =
  /out of memory|allocation failed|allocation size overflow|invalid (typed )?array (buffer )?length|cannot enlarge memory|memory access out of bounds|exceeds the max (buffer|storage)/i;

export function describeFailure(error: unknown): { message: string; code?: string } {
  const { message = String(error), code, name } = (error ?? {}) as Partial<Error & { code: unknown }>;
  if (typeof code === 'string') return { message, code };
  return name !== 'TrainingError' && OUT_OF_MEMORY.test(message)
    ? { message, code: 'out-of-memory' }
    : { message };
}
