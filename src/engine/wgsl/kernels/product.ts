/**
 * The one template behind every matrix product here: each invocation holds a tile of the result in
 * registers and walks the depth in vec4s. No barriers, no shared memory, so the order of every sum is
 * fixed and a software adapter does not stumble.
 */

export interface Tile {
  /** Rows and columns of the result in one invocation: 4 or 8. */
  rows: number;
  columns: number;
  workgroup: number;
}

/** One walk along the depth, added to the tile. Addresses are WGSL, in vec4s. */
export interface Walk {
  /**
   * nn: s[i,j] = Σ_k L[i,k]·R[k,j];  nt: Σ_k L[i,k]·R[j,k];  tn: Σ_k L[k,i]·R[k,j].
   * `depth` counts vec4s of k for nn and nt, single k for tn.
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

/** WGSL for every vec4 of the tile: `i` its row, `j` its vec4 column, `value` the sums. */
export function eachVector(tile: Tile, line: (i: number, j: number, value: string) => string): string {
  return list(tile.rows, (i) => list(tile.columns / 4, (j) => line(i, j, `s${i}_${j}`)));
}

export function declareSums(tile: Tile): string {
  return eachVector(tile, (_i, _j, value) => `var ${value} = vec4f();`);
}

/** Adds a walk to the tile. Addresses are computed once: software adapters hoist nothing out of loops. */
export function walk(tile: Tile, { form, depth, left, right }: Walk): string {
  return `{
    let depth = ${depth};
    let leftStart = ${left.start}; let leftStride = ${left.stride};
    let rightStart = ${right.start}; let rightStride = ${right.stride};
    ${form === 'tn' ? walkRows(tile, left.array, right.array) : walkColumns(tile, form, left.array, right.array)}
  }`;
}

/** Both operands are read along their rows, one k at a time. */
function walkRows(tile: Tile, left: string, right: string): string {
  return `
    for (var k = 0u; k < depth; k++) {
      let l = leftStart + k * leftStride; let r = rightStart + k * rightStride;
      ${list(tile.rows / 4, (i) => `let a${i} = ${left}[l + ${i}u];`)}
      ${list(tile.columns / 4, (j) => `let b${j} = ${right}[r + ${j}u];`)}
      ${eachVector(tile, (i, j, value) => `${value} += a${i >> 2}[${i & 3}] * b${j};`)}
    }`;
}

/** Four k at a time, from as many rows of the left operand as the tile has. */
function walkColumns(tile: Tile, form: 'nn' | 'nt', left: string, right: string): string {
  const dots = (i: number, j: number) => [0, 1, 2, 3].map((c) => `dot(a${i}, b${4 * j + c})`).join(', ');
  const transposed = `
      ${list(tile.columns, (j) => `let b${j} = ${right}[r${j} + k];`)}
      ${eachVector(tile, (i, j, value) => `${value} += vec4f(${dots(i, j)});`)}`;
  const plain = list(
    4,
    (q) => `{
        let r = rightStart + (4u * k + ${q}u) * rightStride;
        ${list(tile.columns / 4, (j) => `let b${j} = ${right}[r + ${j}u];`)}
        ${eachVector(tile, (i, j, value) => `${value} += a${i}[${q}] * b${j};`)}
      }`,
  );
  return `
    ${list(tile.rows, (i) => `let l${i} = leftStart + ${i}u * leftStride;`)}
    ${form === 'nt' ? list(tile.columns, (j) => `let r${j} = rightStart + ${j}u * rightStride;`) : ''}
    for (var k = 0u; k < depth; k++) {
      ${list(tile.rows, (i) => `let a${i} = ${left}[l${i} + k];`)}
      ${form === 'nt' ? transposed : plain}
    }`;
}

/** The kernel around a body that reads `tileIndex`. */
export function kernel(workgroup: number, body: string): string {
  return `@compute @workgroup_size(${workgroup})
  fn main(@builtin(global_invocation_id) id: vec3u) {
    let tileIndex = id.x;
    ${body}
  }`;
}
