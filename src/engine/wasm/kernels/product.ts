/**
 * Matrix products, the larger part of a step. The right operand is laid into panels of eight columns first and
 * the left one into blocks of four rows, so that the inner loop reads both in one line and no transposed copy is
 * ever needed; a block and a panel make a tile of 4 × 8 sums that stay in registers. Every sum runs over the
 * depth in order, so a row's result does not depend on what else is computed. Rows are multiples of four,
 * columns of eight, the depth of four; padding holds zeros. (Unrolled further, the inner loop is slower: V8 loads
 * ahead, and the sums no longer fit into the registers.)
 */

/** What a tile starts from and ends with, as bits. */
export const ACCUMULATE = 1;
export const RELU = 2;

/**
 * Lays B [depth × columns] into panels: panels[j/8][k][j%8]. B(k, j) stands at right + k·depthStep + j·columnStep
 * (bytes); one of the two steps is 4.
 */
export function packPanels(
  right: usize,
  depthStep: usize,
  columnStep: usize,
  depth: i32,
  columns: i32,
  panels: usize,
): void {
  let to = panels;
  if (columnStep === 4) {
    for (let j = 0; j < columns; j += 8) {
      let from = right + (<usize>j << 2);
      for (let k = 0; k < depth; k++) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        from += depthStep;
        to += 32;
      }
    }
    return;
  }
  for (let j = 0; j < columns; j += 8) {
    const from = right + <usize>j * columnStep;
    transposeFour(from, columnStep, depth, to, 32);
    transposeFour(from + (columnStep << 2), columnStep, depth, to + 16, 32);
    to += <usize>depth << 5;
  }
}

/** Four rows of `depth` floats become `depth` rows of four, each `toStep` bytes after the one before. */
// @ts-expect-error: AssemblyScript's decorator
@inline
function transposeFour(from: usize, rowBytes: usize, depth: i32, to: usize, toStep: usize): void {
  const p1 = from + rowBytes;
  const p2 = p1 + rowBytes;
  const p3 = p2 + rowBytes;
  let target = to;
  for (let k: usize = 0; k < <usize>depth << 2; k += 16) {
    const a = v128.load(from + k);
    const b = v128.load(p1 + k);
    const c = v128.load(p2 + k);
    const d = v128.load(p3 + k);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(target, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
    target += toStep;
    v128.store(target, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    target += toStep;
    v128.store(target, v128.shuffle<f32>(ef, gh, 0, 1, 4, 5));
    target += toStep;
    v128.store(target, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7));
    target += toStep;
  }
}

/** Lays A [rows × depth] into blocks of four rows: blocks[i/4][k][i%4] = A(i, k). */
export function packBlocks(left: usize, rowBytes: usize, rows: i32, depth: i32, blocks: usize): void {
  for (let i: usize = 0; i < <usize>rows; i += 4) {
    transposeFour(left + i * rowBytes, rowBytes, depth, blocks + ((i * depth) << 2), 16);
  }
}

/** Lays Aᵀ into blocks of four rows: blocks[i/4][k][i%4] = A(k, i), with A [depth × rows] row-major. */
export function packTransposed(left: usize, rowBytes: usize, depth: i32, rows: i32, blocks: usize): void {
  const blockBytes = <usize>depth << 4;
  for (let i = 0; i < rows; i += 4) {
    let from = left + (<usize>i << 2);
    let to = blocks + <usize>(i >> 2) * blockBytes;
    const end = to + blockBytes;
    for (; to < end; to += 16) {
      v128.store(to, v128.load(from));
      from += rowBytes;
    }
  }
}

/**
 * C [rows × columns] = A·B, plus C where ACCUMULATE is set, plus a row of biases where `bias` is not 0, then
 * max(·, 0) where RELU is set, then 0 where `mask` is not 0 and mask(i, j) ≤ 0.
 * A in blocks, B in panels.
 */
export function product(
  blocks: usize,
  panels: usize,
  out: usize,
  outRow: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  bias: usize,
  flags: i32,
  mask: usize,
  maskRow: usize,
): void {
  const zero = f32x4.splat(0);
  const panelBytes = <usize>depth << 5;
  for (let i = 0; i < rows; i += 4) {
    const block = blocks + <usize>(i >> 2) * (panelBytes >> 1);
    let panel = panels;
    for (let j: usize = 0; j < <usize>columns << 2; j += 32) {
      let c0 = out + <usize>i * outRow + j;
      const s0 = bias ? v128.load(bias + j) : zero;
      const s1 = bias ? v128.load(bias + j, 16) : zero;
      let c00 = s0, c01 = s1, c10 = s0, c11 = s1, c20 = s0, c21 = s1, c30 = s0, c31 = s1;
      if (flags & ACCUMULATE) {
        let c = c0;
        c00 = v128.load(c);
        c01 = v128.load(c, 16);
        c += outRow;
        c10 = v128.load(c);
        c11 = v128.load(c, 16);
        c += outRow;
        c20 = v128.load(c);
        c21 = v128.load(c, 16);
        c += outRow;
        c30 = v128.load(c);
        c31 = v128.load(c, 16);
      }
      let left = block;
      const end = panel + panelBytes;
      for (; panel < end; panel += 32) {
        const b0 = v128.load(panel);
        const b1 = v128.load(panel, 16);
        let a = v128.load32_splat(left);
        c00 = f32x4.add(c00, f32x4.mul(a, b0));
        c01 = f32x4.add(c01, f32x4.mul(a, b1));
        a = v128.load32_splat(left, 4);
        c10 = f32x4.add(c10, f32x4.mul(a, b0));
        c11 = f32x4.add(c11, f32x4.mul(a, b1));
        a = v128.load32_splat(left, 8);
        c20 = f32x4.add(c20, f32x4.mul(a, b0));
        c21 = f32x4.add(c21, f32x4.mul(a, b1));
        a = v128.load32_splat(left, 12);
        c30 = f32x4.add(c30, f32x4.mul(a, b0));
        c31 = f32x4.add(c31, f32x4.mul(a, b1));
        left += 16;
      }
      if (flags & RELU) {
        // pmax(0, x) = 0 < x ? x : 0 would hide a NaN; x < 0 ? 0 : x keeps it.
        c00 = relu(c00);
        c01 = relu(c01);
        c10 = relu(c10);
        c11 = relu(c11);
        c20 = relu(c20);
        c21 = relu(c21);
        c30 = relu(c30);
        c31 = relu(c31);
      }
      if (mask) {
        let m = mask + <usize>i * maskRow + j;
        c00 = where(c00, m);
        c01 = where(c01, m + 16);
        m += maskRow;
        c10 = where(c10, m);
        c11 = where(c11, m + 16);
        m += maskRow;
        c20 = where(c20, m);
        c21 = where(c21, m + 16);
        m += maskRow;
        c30 = where(c30, m);
        c31 = where(c31, m + 16);
      }
      v128.store(c0, c00);
      v128.store(c0, c01, 16);
      c0 += outRow;
      v128.store(c0, c10);
      v128.store(c0, c11, 16);
      c0 += outRow;
      v128.store(c0, c20);
      v128.store(c0, c21, 16);
      c0 += outRow;
      v128.store(c0, c30);
      v128.store(c0, c31, 16);
    }
  }
}

// @ts-expect-error: AssemblyScript's decorator
@inline
function relu(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(x, f32x4.splat(0)));
}

// @ts-expect-error: AssemblyScript's decorator
@inline
function where(x: v128, mask: usize): v128 {
  return v128.and(x, f32x4.gt(v128.load(mask), f32x4.splat(0)));
}

/** out[j] = Σ_i A(i, j), plus out[j] where ACCUMULATE is set; columns are a multiple of four. */
export function columnSums(matrix: usize, rowBytes: usize, rows: i32, columns: i32, out: usize, flags: i32): void {
  for (let j: usize = 0; j < <usize>columns << 2; j += 16) {
    let sum = flags & ACCUMULATE ? v128.load(out + j) : f32x4.splat(0);
    let at = matrix + j;
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(at));
      at += rowBytes;
    }
    v128.store(out + j, sum);
  }
}
