/**
 * What every kernel sees: eight storage buffers and one uniform, bound once for a whole stage. All
 * shapes and places are data in the uniform, so each kernel is compiled once per device.
 */

export const BINDINGS = [
  { name: 'tables', wgsl: 'array<f32>', type: 'storage' },
  { name: 'layers', wgsl: 'array<vec4f>', type: 'storage' },
  { name: 'tableMoments', wgsl: 'array<vec2f>', type: 'storage' },
  { name: 'layerMoments', wgsl: 'array<vec4f>', type: 'storage' },
  { name: 'scratch', wgsl: 'array<vec4f>', type: 'storage' },
  { name: 'userCache', wgsl: 'array<vec4f>', type: 'read-only-storage' },
  { name: 'itemCache', wgsl: 'array<vec4f>', type: 'read-only-storage' },
  { name: 'batch', wgsl: 'array<u32>', type: 'read-only-storage' },
  { name: 'shape', wgsl: 'Shape', type: 'uniform' },
] as const;

export type BindingName = (typeof BINDINGS)[number]['name'];

/** What every GPU takes in one dimension of a dispatch; more workgroups go into rows of a second one. */
export const MOST_WORKGROUPS = 65535;

/** Most terms of a loss, and their groups of rows: group 2·term + side. */
export const MOST_TERMS = 4;
export const GROUPS = 2 * MOST_TERMS;
/** Most chunks into which a weight gradient's rows are split. */
export const MOST_CHUNKS = 64;

/** Plain numbers of the uniform, in order. Widths and starts count vec4s unless they say otherwise. */
export const SHAPE_NUMBERS = [
  /** Of all groups, padded; of the users' groups, padded. */
  'rows',
  'userRows',
  /** Columns of every kind of row. */
  'inputWidth',
  /** Of the inputs, those that train; they come first. */
  'trainedWidth',
  'frozenWidth',
  'hiddenWidth',
  'readWidth',
  'outputWidth',
  'upstreamWidth',
  'taughtWidth',
  'vectorWidth',
  'candidateWidth',
  /** Column of the hidden layer in a row of reads, of the own block in a row of vectors. */
  'hiddenStart',
  'ownStart',
  /** Regions of the scratch. */
  'inputs',
  'reads',
  'vectors',
  'logits',
  'taught',
  'outputSignals',
  'hiddenSignals',
  'inputSignals',
  'partials',
  'rowLosses',
  'positives',
  'ring',
  /** One side's layers, and what lies in them: hidden matrix from 0, then these. */
  'layerSize',
  'hiddenBias',
  'outputMatrix',
  'outputBias',
  /** Regions of the batch, in words, and a row's words. */
  'columnMap',
  'tableMap',
  'rowRecords',
  'rowWords',
  'tableSlots',
  'chunks',
  'tableGroups',
  /** Of a ranking: where the vectors' blocks end, and how many items a list holds. */
  'firstEnd',
  'secondEnd',
  'thirdEnd',
  'listLength',
] as const;

export const SHAPE_FACTORS = ['gamma', 'marginSign', 'kappa', 'spareFactor'] as const;

export type ShapeNumber = (typeof SHAPE_NUMBERS)[number];
export type ShapeFactor = (typeof SHAPE_FACTORS)[number];

/** Words of the uniform: groups, sides, chunks, the terms' weights; then numbers and factors. */
export const SHAPE_WORDS = 4 * (GROUPS + 2 + MOST_CHUNKS + 1) + SHAPE_NUMBERS.length + SHAPE_FACTORS.length;

/** Words of a step's header, at the start of the batch; floats as bits. */
export const STEP_HEADER = [
  'layerRate',
  'embeddingRate',
  'secondCorrection',
  'ringSlot',
  'segments',
  'segmentRecords',
] as const;

/** Words of one segment: first element of the table's row, decay, first and end position, table. */
export const SEGMENT_WORDS = 5;
/** Words of one entry of a list: first element of the table's row, decay. */
export const ENTRY_WORDS = 2;
/** Bits of a word of the column map, above the place in the table's row: its owner trains, it holds lists. */
export const OWNED = 0x10000;
export const LISTED = 0x20000;
/** A row that only pads, and a column that no table fills. */
export const NOBODY = 0xffffffff;

/** How many groups after the first, counted in steps, start at or before a row. */
function laterThan(row: string, start: 'x' | 'w', step: number): string {
  const groups = Array.from({ length: GROUPS / step - 1 }, (_, index) => step * (index + 1));
  return groups.map((group) => `u32(${row} >= shape.groups[${group}].${start})`).join(' + ');
}

export const PRELUDE = `
struct Shape {
  groups: array<vec4u, ${GROUPS}>,      // first row, rows, padded rows, first row of logits
  sides: array<vec4u, 2>,               // inputs used, reads used, first chunk, end chunk
  chunkRows: array<vec4u, ${MOST_CHUNKS}>, // first row, end row, side, -
  weights: vec4f,                       // of the terms
  ${SHAPE_NUMBERS.map((name) => `${name}: u32,`).join('\n  ')}
  ${SHAPE_FACTORS.map((name) => `${name}: f32,`).join('\n  ')}
}
${BINDINGS.map(({ name, wgsl, type }, binding) => {
  const space = type === 'uniform' ? 'uniform' : `storage, ${type === 'storage' ? 'read_write' : 'read'}`;
  return `@group(0) @binding(${binding}) var<${space}> ${name}: ${wgsl};`;
}).join('\n')}

fn groupOf(row: u32) -> u32 {
  return ${laterThan('row', 'x', 1)};
}
fn termOf(row: u32) -> u32 {
  return ${laterThan('row', 'w', 2)};
}
fn rowWord(row: u32, word: u32) -> u32 { return batch[shape.rowRecords + row * shape.rowWords + word]; }
${STEP_HEADER.map((name, word) => `fn step_${name}() -> u32 { return batch[${word}u]; }`).join('\n')}
`;
