/** The page's first screen in one file of the build: together it compresses better than in sixty. */
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../src/page/', import.meta.url));
const FIRST = `${ROOT}main.tsx`;
const PAGE = `${ROOT}startPage.tsx`;
/** Vite's own function for dynamic imports, which the first script calls too. */
const PRELOAD_HELPER = 'vite/preload-helper';

/**
 * What the first script imports statically, which starts the worker and waits for nothing; and what `startPage`
 * imports beside it.
 */
export const pageChunks = [
  {
    debugName: 'first',
    /**
     * @param {string} id
     * @param {import('./pageChunk.d.mts').Graph} graph
     */
    name: (id, graph) =>
      id !== FIRST && (reached(FIRST, graph).has(id) || id.includes(PRELOAD_HELPER)) ? 'first' : null,
    priority: 2,
  },
  {
    debugName: 'page',
    /**
     * @param {string} id
     * @param {import('./pageChunk.d.mts').Graph} graph
     */
    name: (id, graph) => (reached(PAGE, graph).has(id) ? 'page' : null),
    priority: 1,
  },
];

/** @type {Map<string, Set<string>>} */
const known = new Map();

/**
 * The modules that one imports statically, and those they import. Kept while it builds once.
 * @param {string} from
 * @param {import('./pageChunk.d.mts').Graph} graph
 */
function reached(from, graph) {
  const before = known.get(from);
  if (before) return before;
  const modules = new Set([from]);
  for (const id of modules)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) modules.add(imported);
  known.set(from, modules);
  return modules;
}
