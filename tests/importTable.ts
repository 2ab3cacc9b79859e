/**
 * Which folder of src may import what, as data, and a reader of import lines that holds a file against
 * it. ARCHITECTURE.md shows the same folders to people.
 */

/**
 * By folder or single file of src. `data` allows everything under src/data, `data/schema` that file
 * alone, `type data` only its types (`import type`).
 */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  config: ['data/schema', 'coded'],
  random: ['coded', 'elementaryFunctions'],
  coded: [],
  elementaryFunctions: [],
  schemaFault: [],
  bytes: [],
  yielding: [],
  data: ['config', 'random', 'elementaryFunctions', 'yielding', 'coded', 'schemaFault', 'bytes'],
  model: ['config', 'random', 'elementaryFunctions', 'yielding', 'coded', 'data/schema', 'type data'],
  engine: ['model', 'data/schema', 'type data', 'config', 'elementaryFunctions', 'coded', 'retrieve/topK'],
  train: [
    'engine/engine',
    'engine/hostAdam',
    'evaluate',
    'model',
    'data',
    'retrieve',
    'config',
    'random',
    'elementaryFunctions',
    'yielding',
    'coded',
  ],
  evaluate: [
    'engine/engine',
    'model',
    'data',
    'retrieve',
    'config',
    'random',
    'elementaryFunctions',
    'yielding',
    'coded',
  ],
  retrieve: ['data/schema', 'type data', 'type model', 'config', 'coded'],
  methods: [
    'engine/engine',
    'data',
    'model',
    'train',
    'retrieve',
    'config',
    'random',
    'elementaryFunctions',
    'yielding',
    'coded',
  ],
  lab: [
    'package.json',
    'config',
    'random',
    'yielding',
    'coded',
    'schemaFault',
    'bytes',
    'data',
    'model',
    'engine/engine',
    'engine/engineNames',
    'train',
    'evaluate',
    'retrieve',
    'methods',
  ],
  worker: [
    'package.json',
    'config',
    'random',
    'yielding',
    'coded',
    'schemaFault',
    'bytes',
    'data',
    'model',
    'engine',
    'train',
    'evaluate',
    'retrieve',
    'methods',
    'lab',
  ],
  page: [
    'worker/client',
    'config',
    'coded',
    'retrieve',
    'data/sample/sampleCatalogue',
    'data/schema',
    'data/csv/understand/mappingTypes',
    'data/profile/proposal',
    'data/profile/fileSet',
    'data/profile/eventGuesses',
    'data/profile/funnelCount',
    'data/csv/issues/issueCounts',
    'data/csv/issues/issuesCsv',
    'data/csv/cells/numberColumn',
    'data/csv/understand/logShape',
    'data/featureValues',
    'data/table/limits',
    'data/export/logFormats',
    'engine/engineNames',
    'lab/labCatalogue',
    'lab/writers',
    'methods/methodCatalogue',
    'model/ownerBytes',
    'scripting',
    'type data',
    'type worker',
    'type evaluate',
  ],
  scripting: [
    'package.json',
    'worker/client',
    'config',
    'coded',
    'retrieve',
    'data/sample/sampleCatalogue',
    'data/schema',
    'data/profile/proposal',
    'data/profile/funnelCount',
    'data/csv/issues/issueCounts',
    'data/csv/issues/issuesCsv',
    'methods/methodCatalogue',
    'page',
    'type data',
    'type worker',
    'type evaluate',
  ],
};

/** Returns for each folder or single file of src the folders and files that it may import something of, sorted. */
export function importableFolders(): Map<string, string[]> {
  const folderOf = (entry: string) => entry.replace(/^type /, '').split('/')[0]!;
  return new Map(
    Object.entries(INTERNAL).map(([folder, entries]) => {
      const folders = new Set(entries.filter((entry) => entry !== 'package.json').map(folderOf));
      return [folder, [...folders].sort()];
    }),
  );
}

/** Packages that live in one part of the house only, by the start of their name. */
const PACKAGES: readonly { starts: string; folders: readonly string[] }[] = [
  { starts: '@tensorflow/', folders: ['engine'] },
  { starts: 'react', folders: ['page'] },
  { starts: 'recharts', folders: ['page'] },
  { starts: 'zustand', folders: ['page'] },
  { starts: 'intl-messageformat', folders: ['page'] },
  { starts: 'comlink', folders: ['worker'] },
  { starts: 'papaparse', folders: ['data', 'worker', 'lab'] },
  { starts: 'hyparquet', folders: ['data'] },
  { starts: 'zod', folders: ['data', 'worker', 'lab', 'schemaFault'] },
  { starts: 'simple-statistics', folders: ['data', 'evaluate', 'lab'] },
  { starts: 'umap-js', folders: ['evaluate'] },
  { starts: 'idb', folders: ['worker'] },
  { starts: 'pure-rand', folders: ['random'] },
  { starts: 'node:', folders: [] },
  // Libraries that the benchmark compares with: never in the page's bundle.
  { starts: '@jax-js/', folders: [] },
  { starts: 'hnswlib-wasm', folders: [] },
];

interface Import {
  from: string;
  typeOnly: boolean;
}

/** `import … from`, `export … from`, `import '…'` and `import('…')`, as Biome formats them. */
export function importsOf(source: string): Import[] {
  const found: Import[] = [];
  for (const match of source.matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm)) {
    const names = match[2]?.match(/^\{(.*)\}$/s)?.[1]?.split(',') ?? [''];
    const onlyTypes = names.every((name) => /^\s*(type\s.*)?$/s.test(name)) && names.join('').trim() !== '';
    found.push({ from: match[3] ?? '', typeOnly: match[1] !== undefined || onlyTypes });
  }
  for (const match of source.matchAll(/^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm)) {
    found.push({ from: match[1] ?? match[2] ?? '', typeOnly: false });
  }
  return found;
}

/** A sentence for every import the table forbids. `path` is relative to src: `model/prune.ts`. */
export function forbiddenImports(path: string, source: string): string[] {
  const folder = partOf(path);
  const allowed = INTERNAL[folder];
  if (!allowed) return [`src/${path}: no row in the import table for “${folder}”`];
  return importsOf(source)
    .filter((line) => !isAllowed(path, line, allowed))
    .map((line) => `src/${path} may not import ${line.typeOnly ? 'types of ' : ''}${line.from}`);
}

function isAllowed(path: string, { from, typeOnly }: Import, allowed: readonly string[]): boolean {
  const folder = partOf(path);
  if (!from.startsWith('.')) {
    const home = PACKAGES.find(({ starts }) => from.startsWith(starts));
    return !home || home.folders.includes(folder);
  }
  const target = new URL(from, `file:///${path}`).pathname.slice(1);
  if (partOf(target) === folder) return true;
  return allowed.some((entry) => {
    const [, types, place = ''] = entry.match(/^(type )?(.*)$/) ?? [];
    return (typeOnly || !types) && (withoutEnding(target) === place || target.startsWith(`${place}/`));
  });
}

/** `model/prune.ts` → `model`, `config.ts` → `config`. */
function partOf(path: string): string {
  return withoutEnding(path.split('/')[0] ?? '');
}

function withoutEnding(path: string): string {
  return path.replace(/\.tsx?$/, '');
}
