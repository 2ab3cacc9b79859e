/**
 * Compiles the WASM engine's kernels (AssemblyScript) wherever they are imported: into a hashed file in the
 * build, into a data address in the dev server, in tests and in scripts.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src/engine/', import.meta.url));
const ENTRY = 'wasm/kernels/kernels.ts';
const OUT = 'kernels.wasm';
/** What `engine/wasm/kernelModule.ts` imports. */
const IMPORTED = './kernels.wasm?url';
const RESOLVED = '\0csmf-kernels';

const FLAGS = [
  '-O3',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--importMemory',
  '--noAssert',
  '--use',
  'Math=NativeMath',
];

/** @type {Promise<Uint8Array> | undefined} */
let compiled;

/**
 * The kernels as a WebAssembly module. Rejects with the compiler's own report.
 * @returns {Promise<Uint8Array>}
 */
export function compileKernels() {
  compiled ??= compile();
  return compiled;
}

async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main([ENTRY, '-o', OUT, ...FLAGS], {
    readFile: (name) => {
      try {
        return readFileSync(`${SOURCE}${name}`, 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name === OUT) binary = /** @type {Uint8Array} */ (contents);
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`the kernels do not compile\n${stderr.toString()}`);
  return binary;
}

/** @returns {import('vite').Plugin} */
export function kernels() {
  let isBuild = false;
  return {
    name: 'csmf-kernels',
    enforce: 'pre',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    resolveId: (id) => (id === IMPORTED ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const source = await compileKernels();
      if (!isBuild) {
        const address = `data:application/wasm;base64,${Buffer.from(source).toString('base64')}`;
        return `export default ${JSON.stringify(address)};`;
      }
      const file = this.emitFile({ type: 'asset', name: OUT, source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
