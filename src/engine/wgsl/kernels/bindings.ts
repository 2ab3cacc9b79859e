/**
 * The bindings of every kernel: eight storage buffers and one uniform, bound once for a whole stage. All
 * shapes and offsets are data in the uniform, so each kernel is compiled once per device.
 */

import { STEP_HEADER } from '../../stage/batchWords';

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

/** The most workgroups that every GPU takes in one dimension of a dispatch; more go into a second dimension. */
export const MAX_WORKGROUPS = 65535;

/** The most terms of a loss, and their groups of rows: group 2·term + side. */
export const MAX_TERMS = 4;
export const GROUPS = 2 * MAX_TERMS;
/** The most chunks into which a weight gradient's rows are split. */
export const MAX_CHUNKS = 64;

/** Integers of the uniform, in order. Widths and starts count vec4s unless they say otherwise. */
export const SHAPE_NUMBERS = [
  /** Rows of all groups, padded; rows of the users' groups, padded. */
  'rows',
  'userRows',
  /** Columns of every kind of row. */
  'inputWidth',
  /** Input columns that train; they come first. */
  'trainedWidth',
  'frozenWidth',
  'hiddenWidth',
  'readWidth',
  'outputWidth',
  'upstreamWidth',
  'teacherWidth',
  'vectorWidth',
  'candidateWidth',
  /** Column of the hidden layer in a row of reads, and of the block in a row of vectors. */
  'hiddenStart',
  'blockStart',
  /** Starts of the regions of the scratch. */
  'inputs',
  'reads',
  'vectors',
  'logits',
  'teacherLogits',
  'outputSignals',
  'hiddenSignals',
  'inputSignals',
  'partials',
  'rowLosses',
  'positives',
  'ring',
  /** Size of one side's layers, and starts within them; the hidden matrix starts at 0. */
  'layerSize',
  'hiddenBias',
  'outputMatrix',
  'outputBias',
  /** Starts of the regions of the batch, in words, and the words of a row. */
  'columnMap',
  'tableMap',
  'rowRecords',
  'rowWords',
  'tableSlots',
  'chunks',
  'tableGroups',
  /** Ends of the vectors' blocks in a ranking, and the number of items in a list. */
  'firstEnd',
  'secondEnd',
  'thirdEnd',
  'listLength',
] as const;

export const SHAPE_FACTORS = ['gamma', 'marginSign', 'kappa', 'spareFactor'] as const;

export type ShapeNumber = (typeof SHAPE_NUMBERS)[number];
export type ShapeFactor = (typeof SHAPE_FACTORS)[number];

/** Words of the uniform: groups, sides, chunks, the terms' weights; then numbers and factors. */
export const SHAPE_WORDS = 4 * (GROUPS + 2 + MAX_CHUNKS + 1) + SHAPE_NUMBERS.length + SHAPE_FACTORS.length;

/** Counts, in WGSL, the groups after the first, in steps, that start at or before a row. */
function groupsBefore(row: string, start: 'x' | 'w', step: number): string {
  const groups = Array.from({ length: GROUPS / step - 1 }, (_, index) => step * (index + 1));
  return groups.map((group) => `u32(${row} >= shape.groups[${group}].${start})`).join(' + ');
}

const capitalised = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** The declarations that precede every kernel. */
export const PRELUDE = /* wgsl */ `
struct Shape {
  groups: array<vec4u, ${GROUPS}>,      // first row, rows, padded rows, first row of logits
  sides: array<vec4u, 2>,               // inputs used, reads used, first chunk, end chunk
  chunkRows: array<vec4u, ${MAX_CHUNKS}>, // first row, end row, side, -
  weights: vec4f,                       // one per term
  ${SHAPE_NUMBERS.map((name) => `${name}: u32,`).join('\n  ')}
  ${SHAPE_FACTORS.map((name) => `${name}: f32,`).join('\n  ')}
}
${BINDINGS.map(({ name, wgsl, type }, binding) => {
  const space = type === 'uniform' ? 'uniform' : `storage, ${type === 'storage' ? 'read_write' : 'read'}`;
  return `@group(0) @binding(${binding}) var<${space}> ${name}: ${wgsl};`;
}).join('\n')}

fn groupOf(row: u32) -> u32 {
  return ${groupsBefore('row', 'x', 1)};
}
fn termOf(row: u32) -> u32 {
  return ${groupsBefore('row', 'w', 2)};
}
fn rowWord(row: u32, word: u32) -> u32 { return batch[shape.rowRecords + row * shape.rowWords + word]; }
${STEP_HEADER.map((name, word) => `fn step${capitalised(name)}() -> u32 { return batch[${word}u]; }`).join('\n')}
`;
