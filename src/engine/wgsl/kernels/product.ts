/**
 * The one template behind every matrix product here: each invocation holds a tile of the result in
 * registers and walks the depth in vec4s. No barriers, no shared memory, so the order of every sum is
 * fixed and a software adapter does not stumble.
 */
import { MOST_WORKGROUPS } from './bindings';

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

/** One walk along the depth, added to the tile. Addresses are WGSL, in vec4s. */
export interface Walk {
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
  /** Of the tile's first row and column. */
  start: string;
  stride: string;
}

export const list = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** One vec4 of a tile: its row and vec4 column as numbers and, within the tile, in WGSL; and the sums. */
export interface Place {
  i: number;
  j: number;
  row: string;
  column: string;
  sum: string;
}

/** Row i of a tile. Of a quad, the invocation's own half comes first. */
export const rowOf = ({ rows, quad }: Tile, i: number): string => placeOf('Row', quad ? rows / 2 : rows, i);

/** Vec4 column j of a tile. */
export const columnOf = ({ columns, quad }: Tile, j: number): string =>
  placeOf('Column', columns / (quad ? 8 : 4), j);

const placeOf = (kind: string, own: number, index: number): string =>
  index < own ? `(own${kind} + ${index}u)` : `(other${kind} + ${index - own}u)`;

export function eachVector(tile: Tile, line: (place: Place) => string): string {
  return list(tile.rows, (i) =>
    list(tile.columns / 4, (j) =>
      line({ i, j, row: rowOf(tile, i), column: columnOf(tile, j), sum: `s${i}_${j}` }),
    ),
  );
}

export function declareSums(tile: Tile): string {
  return eachVector(tile, ({ sum }) => `var ${sum} = vec4f();`);
}

/** Stores a value per vec4 of the tile into the scratch; start and stride are WGSL, in vec4s. */
export function store(
  tile: Tile,
  { start, stride }: { start: string; stride: string },
  value: (place: Place) => string,
): string {
  return `{
    let target0 = ${start}; let targetStride = ${stride};
    ${eachVector(tile, (place) => `scratch[target0 + ${place.row} * targetStride + ${place.column}] = ${value(place)};`)}
  }`;
}

/** How many invocations cover `rows` × `columns` scalars. */
export function tilesOf({ rows, columns, quad }: Tile, size: { rows: number; columns: number }): number {
  const side = quad ? 2 : 1;
  return side * side * Math.ceil(size.rows / (side * rows)) * Math.ceil(size.columns / (side * columns));
}

/** The same in WGSL, of vec4s both ways. */
export function tileCount({ rows, columns, quad }: Tile, height: string, width: string): string {
  const side = quad ? 2 : 1;
  const upwards = (size: string, step: number) => `((${size} + ${step - 1}u) / ${step}u)`;
  return `${side * side}u * ${upwards(height, (side * rows) / 4)} * ${upwards(width, (side * columns) / 4)}`;
}

/** Sets row0 and column (in vec4s) of the tile `index` of a result `width` vec4s wide. */
export function locate({ rows, columns, quad }: Tile, index: string, width: string): string {
  const across = columns / 4;
  if (!quad) {
    return `
    const ownRow = 0u; const ownColumn = 0u;
    let columnTiles = ${width} / ${across}u;
    let row0 = ${index} / columnTiles * ${rows}u;
    let column = ${index} % columnTiles * ${across}u;`;
  }
  return `
    let right = ${index} & 1u; let below = (${index} >> 1u) & 1u;
    let ownRow = right * ${rows / 2}u; let otherRow = ${rows / 2}u - ownRow;
    let ownColumn = below * ${across / 2}u; let otherColumn = ${across / 2}u - ownColumn;
    let quadColumns = (${width} + ${2 * across - 1}u) / ${2 * across}u;
    let row0 = (2u * (${index} / 4u / quadColumns) + below) * ${rows}u;
    let column = (2u * (${index} / 4u % quadColumns) + right) * ${across}u;`;
}

/** Adds a walk to the tile. Addresses are computed once: software adapters hoist nothing out of loops. */
export function walk(tile: Tile, walked: Walk): string {
  const { form, depth, left, right } = walked;
  const half = tile.quad ? 2 : 1;
  const starts = [
    form === 'tn'
      ? ''
      : list(tile.rows / half, (i) => `let l${i} = leftStart + ${rowOf(tile, i)} * leftStride;`),
    form === 'nt'
      ? list(tile.columns / half, (j) => `let r${j} = rightStart + (4u * ownColumn + ${j}u) * rightStride;`)
      : '',
  ];
  return `{
    let depth = ${depth};
    let leftStart = ${left.start}; let leftStride = ${left.stride};
    let rightStart = ${right.start}; let rightStride = ${right.stride};
    ${starts.join('\n')}
    for (var k = 0u; k < depth; k++) {
      ${form === 'tn' ? '' : operand(tile, 'a', tile.rows, (i) => `${left.array}[l${i} + k]`)}
      ${form === 'nt' ? operand(tile, 'b', tile.columns, (j) => `${right.array}[r${j} + k]`) : ''}
      ${list(4, (q) => `{ ${addOne(tile, walked, q)} }`)}
    }
  }`;
}

/** One of the four k: s[i,j] += L[i,k]·R[k,j]. */
function addOne(tile: Tile, { form, left, right }: Walk, q: number): string {
  const transposed = (j: number) => [0, 1, 2, 3].map((c) => `b${4 * j + c}[${q}]`).join(', ');
  const lefts = `
    let l = leftStart + (4u * k + ${q}u) * leftStride + ownRow / 4u;
    ${operand(tile, 'a', tile.rows / 4, (i) => `${left.array}[l + ${i}u]`)}`;
  const rights = `
    let r = rightStart + (4u * k + ${q}u) * rightStride + ownColumn;
    ${operand(tile, 'c', tile.columns / 4, (j) => `${right.array}[r + ${j}u]`)}`;
  return `
    ${form === 'tn' ? lefts : ''}
    ${form === 'nt' ? list(tile.columns / 4, (j) => `let c${j} = vec4f(${transposed(j)});`) : rights}
    ${eachVector(tile, ({ i, j, sum }) => {
      const scalar = form === 'tn' ? `a${i >> 2}[${i & 3}]` : `a${i}[${q}]`;
      return `${sum} = fma(vec4f(${scalar}), c${j}, ${sum});`;
    })}`;
}

/** Reads `count` vec4s; of a quad the first half, which the neighbour beside or below reads as its second. */
function operand(
  { quad }: Tile,
  name: 'a' | 'b' | 'c',
  count: number,
  read: (index: number) => string,
): string {
  if (!quad) return list(count, (index) => `let ${name}${index} = ${read(index)};`);
  const swap = name === 'a' ? 'quadSwapX' : 'quadSwapY';
  return list(
    count / 2,
    (index) =>
      `let ${name}${index} = ${read(index)}; let ${name}${index + count / 2} = ${swap}(${name}${index});`,
  );
}

/** The kernel around a body that reads `tileIndex`. */
export function kernel(workgroup: number, body: string): string {
  return `
  @compute @workgroup_size(${workgroup})
  fn main(@builtin(global_invocation_id) id: vec3u) {
    let tileIndex = id.x + ${MOST_WORKGROUPS * workgroup}u * id.y;
    ${body}
  }`;
}
