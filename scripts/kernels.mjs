/**
 * Compiles the WASM engine's kernels (AssemblyScript), and the benchmark's, wherever they are imported: into a
 * hashed file in the build, into a data address in the dev server, in tests and in scripts.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/**
 * Sources by the names of the files that they become, as imported: `./kernels.wasm?url`.
 * @type {Record<string, string>}
 */
const ENTRIES = {
  'kernels.wasm': 'src/engine/wasm/kernels/kernels.ts',
  'peak.wasm': 'bench/kernels/peak.ts',
};
/** What the plugin's own addresses of modules begin with. */
const RESOLVED = '\0csmf-';

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

/** @type {Map<string, Promise<Uint8Array>>} */
const compiled = new Map();

/**
 * The kernels of one file as a WebAssembly module. Rejects with the compiler's own report.
 * @param {string} [file]
 * @returns {Promise<Uint8Array>}
 */
export function compileKernels(file = 'kernels.wasm') {
  const binary = compiled.get(file) ?? compile(file);
  compiled.set(file, binary);
  return binary;
}

/** @param {string} file */
async function compile(file) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main([ENTRIES[file], '-o', file, ...FLAGS], {
    readFile: (name) => {
      try {
        return readFileSync(`${ROOT}${name}`, 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name === file) binary = /** @type {Uint8Array} */ (contents);
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
    resolveId(id) {
      const file = /^\.\/(.*)\?url$/.exec(id)?.[1];
      return file && file in ENTRIES ? `${RESOLVED}${file}` : undefined;
    },
    async load(id) {
      if (!id.startsWith(RESOLVED)) return undefined;
      const name = id.slice(RESOLVED.length);
      const source = await compileKernels(name);
      if (!isBuild) {
        const address = `data:application/wasm;base64,${Buffer.from(source).toString('base64')}`;
        return `export default ${JSON.stringify(address)};`;
      }
      const file = this.emitFile({ type: 'asset', name, source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
