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

const list = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** WGSL for every vec4 of the tile: `i` its row, `j` its vec4 column, `value` the sums. */
export function eachVector(tile: Tile, line: (i: number, j: number, value: string) => string): string {
  return list(tile.rows, (i) => list(tile.columns / 4, (j) => line(i, j, `s${i}_${j}`)));
}

export function declareSums(tile: Tile): string {
  return eachVector(tile, (_i, _j, value) => `var ${value} = vec4f();`);
}

/** Rows of result and operand lie in memory one after another; tile as in `Walk`. */
export function walk(tile: Tile, { form, depth, left, right }: Walk): string {
  const L = (index: number | string) => `${left.array}[l${index}]`;
  const vectors = tile.columns / 4;
  if (form === 'tn') {
    return `{
      var l = ${left.start}; var r = ${right.start};
      for (var k = 0u; k < ${depth}; k++) {
        ${list(tile.rows / 4, (i) => `let a${i} = ${left.array}[l + ${i}u];`)}
        ${list(vectors, (j) => `let b${j} = ${right.array}[r + ${j}u];`)}
        ${eachVector(tile, (i, j, value) => `${value} += a${i >> 2}[${i & 3}] * b${j};`)}
        l += ${left.stride}; r += ${right.stride};
      }
    }`;
  }
  const rights = form === 'nt' ? tile.columns : 4;
  const step = form === 'nt' ? '1u' : `4u * (${right.stride})`;
  const inner =
    form === 'nt'
      ? `${list(tile.columns, (j) => `let b${j} = ${right.array}[r${j}];`)}
        ${eachVector(tile, (i, j, value) => {
          const dots = [0, 1, 2, 3].map((c) => `dot(a${i}, b${4 * j + c})`);
          return `${value} += vec4f(${dots.join(', ')});`;
        })}`
      : list(
          4,
          (q) => `{
          ${list(vectors, (j) => `let b${j} = ${right.array}[r${q} + ${j}u];`)}
          ${eachVector(tile, (i, j, value) => `${value} += a${i}[${q}] * b${j};`)}
        }`,
        );
  return `{
      ${list(tile.rows, (i) => `var l${i} = ${left.start} + ${i}u * (${left.stride});`)}
      ${list(rights, (j) => `var r${j} = ${right.start} + ${j}u * (${right.stride});`)}
      for (var k = 0u; k < ${depth}; k++) {
        ${list(tile.rows, (i) => `let a${i} = ${L(i)};`)}
        ${inner}
        ${list(tile.rows, (i) => `l${i}++;`)}
        ${list(rights, (j) => `r${j} += ${step};`)}
      }
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
