/**
 * The one template behind every matrix product here: each invocation holds a tile of the result in
 * registers and loops over the depth in vec4s. No barriers, no shared memory, so the order of every sum is
 * fixed and a software adapter does not stumble.
 */
import { MAX_WORKGROUPS } from './bindings';

export interface Tile {
  /** Rows and columns of the result in one invocation: 4 or 8. */
  rows: number;
  columns: number;
  workgroup: number;
  /**
   * Four neighbouring invocations, one subgroup, have 2 × 2 tiles and read half of every operand each; the
   * other half comes from the neighbour's registers.
   */
  quad: boolean;
}

/** A matrix product that is added to the tile. Addresses are WGSL, in vec4s. */
export interface Product {
  /**
   * nn: s[i,j] = Σ_k L[i,k]·R[k,j];  nt: Σ_k L[i,k]·R[j,k];  tn: Σ_k L[k,i]·R[k,j].
   * `depth` counts fours of k.
   */
  form: 'nn' | 'nt' | 'tn';
  depth: string;
  left: Operand;
  right: Operand;
}

export interface Operand {
  array: 'scratch' | 'layers';
  /** Address of the tile's first row or column. */
  start: string;
  stride: string;
}

/** Returns one line of WGSL for each index. */
export const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** One vec4 of a tile: its row and vec4 column as numbers and, within the tile, in WGSL; and its sums. */
export interface TileVector {
  i: number;
  j: number;
  row: string;
  column: string;
  sum: string;
}

/** Returns row i of a tile, in WGSL. In a quad the invocation's own half comes first. */
export const tileRow = ({ rows, quad }: Tile, i: number): string => indexOf('Row', quad ? rows / 2 : rows, i);

/** Returns vec4 column j of a tile, in WGSL. */
export const tileColumn = ({ columns, quad }: Tile, j: number): string =>
  indexOf('Column', columns / (quad ? 8 : 4), j);

const indexOf = (kind: string, half: number, index: number): string =>
  index < half ? `(own${kind} + ${index}u)` : `(neighbour${kind} + ${index - half}u)`;

/** Returns one line of WGSL for each vec4 of the tile. */
export function eachVector(tile: Tile, line: (vector: TileVector) => string): string {
  return repeat(tile.rows, (i) =>
    repeat(tile.columns / 4, (j) =>
      line({ i, j, row: tileRow(tile, i), column: tileColumn(tile, j), sum: `s${i}_${j}` }),
    ),
  );
}

/** Declares the tile's sums, all 0. */
export function declareSums(tile: Tile): string {
  return eachVector(tile, ({ sum }) => `var ${sum} = vec4f();`);
}

/** Stores a value per vec4 of the tile into the scratch; start and stride are WGSL, in vec4s. */
export function store(
  tile: Tile,
  { start, stride }: { start: string; stride: string },
  value: (vector: TileVector) => string,
): string {
  return /* wgsl */ `{
    let target0 = ${start}; let targetStride = ${stride};
    ${eachVector(tile, (vector) => `scratch[target0 + ${vector.row} * targetStride + ${vector.column}] = ${value(vector)};`)}
  }`;
}

/** Counts the invocations that cover `rows` × `columns` scalars. */
export function tilesOf({ rows, columns, quad }: Tile, size: { rows: number; columns: number }): number {
  const side = quad ? 2 : 1;
  return side * side * Math.ceil(size.rows / (side * rows)) * Math.ceil(size.columns / (side * columns));
}

/** Counts them in WGSL; both sizes are in vec4s. */
export function tileCount({ rows, columns, quad }: Tile, height: string, width: string): string {
  const side = quad ? 2 : 1;
  const ceilDivide = (size: string, step: number) => `((${size} + ${step - 1}u) / ${step}u)`;
  return `${side * side}u * ${ceilDivide(height, (side * rows) / 4)} * ${ceilDivide(width, (side * columns) / 4)}`;
}

/** Sets row0 and column (in vec4s) of the tile `index` of a result `width` vec4s wide. */
export function locate({ rows, columns, quad }: Tile, index: string, width: string): string {
  const across = columns / 4;
  if (!quad) {
    return /* wgsl */ `
    const ownRow = 0u; const ownColumn = 0u;
    let columnTiles = ${width} / ${across}u;
    let row0 = ${index} / columnTiles * ${rows}u;
    let column = ${index} % columnTiles * ${across}u;`;
  }
  return /* wgsl */ `
    let right = ${index} & 1u; let below = (${index} >> 1u) & 1u;
    let ownRow = right * ${rows / 2}u; let neighbourRow = ${rows / 2}u - ownRow;
    let ownColumn = below * ${across / 2}u; let neighbourColumn = ${across / 2}u - ownColumn;
    let quadColumns = (${width} + ${2 * across - 1}u) / ${2 * across}u;
    let row0 = (2u * (${index} / 4u / quadColumns) + below) * ${rows}u;
    let column = (2u * (${index} / 4u % quadColumns) + right) * ${across}u;`;
}

/** Adds a product to the tile. Addresses are computed once: software adapters hoist nothing out of loops. */
export function addProduct(tile: Tile, product: Product): string {
  const { form, depth, left, right } = product;
  const half = tile.quad ? 2 : 1;
  const starts = [
    form === 'tn'
      ? ''
      : repeat(tile.rows / half, (i) => `let l${i} = leftStart + ${tileRow(tile, i)} * leftStride;`),
    form === 'nt'
      ? repeat(tile.columns / half, (j) => `let r${j} = rightStart + (4u * ownColumn + ${j}u) * rightStride;`)
      : '',
  ];
  return /* wgsl */ `{
    let depth = ${depth};
    let leftStart = ${left.start}; let leftStride = ${left.stride};
    let rightStart = ${right.start}; let rightStride = ${right.stride};
    ${starts.join('\n')}
    for (var k = 0u; k < depth; k++) {
      ${form === 'tn' ? '' : operand(tile, 'a', tile.rows, (i) => `${left.array}[l${i} + k]`)}
      ${form === 'nt' ? operand(tile, 'b', tile.columns, (j) => `${right.array}[r${j} + k]`) : ''}
      ${repeat(4, (q) => `{ ${addDepthStep(tile, product, q)} }`)}
    }
  }`;
}

/** Adds one of the four k: s[i,j] += L[i,k]·R[k,j]. */
function addDepthStep(tile: Tile, { form, left, right }: Product, q: number): string {
  const transposed = (j: number) => [0, 1, 2, 3].map((c) => `b${4 * j + c}[${q}]`).join(', ');
  const lefts = /* wgsl */ `
    let l = leftStart + (4u * k + ${q}u) * leftStride + ownRow / 4u;
    ${operand(tile, 'a', tile.rows / 4, (i) => `${left.array}[l + ${i}u]`)}`;
  const rights = /* wgsl */ `
    let r = rightStart + (4u * k + ${q}u) * rightStride + ownColumn;
    ${operand(tile, 'c', tile.columns / 4, (j) => `${right.array}[r + ${j}u]`)}`;
  return /* wgsl */ `
    ${form === 'tn' ? lefts : ''}
    ${form === 'nt' ? repeat(tile.columns / 4, (j) => `let c${j} = vec4f(${transposed(j)});`) : rights}
    ${eachVector(tile, ({ i, j, sum }) => {
      const scalar = form === 'tn' ? `a${i >> 2}[${i & 3}]` : `a${i}[${q}]`;
      return `${sum} = fma(vec4f(${scalar}), c${j}, ${sum});`;
    })}`;
}

/** Reads `count` vec4s; in a quad the first half, which the neighbour beside or below reads as its second. */
function operand(
  { quad }: Tile,
  name: 'a' | 'b' | 'c',
  count: number,
  read: (index: number) => string,
): string {
  if (!quad) return repeat(count, (index) => `let ${name}${index} = ${read(index)};`);
  const swap = name === 'a' ? 'quadSwapX' : 'quadSwapY';
  return repeat(
    count / 2,
    (index) =>
      `let ${name}${index} = ${read(index)}; let ${name}${index + count / 2} = ${swap}(${name}${index});`,
  );
}

/** Wraps a body that reads `tileIndex` into a kernel. */
export function kernel(workgroup: number, body: string): string {
  return /* wgsl */ `
  @compute @workgroup_size(${workgroup})
  fn main(@builtin(global_invocation_id) id: vec3u) {
    let tileIndex = id.x + ${MAX_WORKGROUPS * workgroup}u * id.y;
    ${body}
  }`;
}
