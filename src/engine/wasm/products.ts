/** Products of matrices in an arena: what is packed, in which order, and what a result starts and ends with. */
import type { Arena, Matrix } from './arena';

const ACCUMULATE = 1;
const RELU = 2;

export interface Product {
  left: Matrix;
  right: Matrix;
  out: Matrix;
  /** Take Aᵀ·B or A·Bᵀ. */
  transpose?: 'left' | 'right';
  /** Address of a row that is added; 0 or absent: none. */
  bias?: number;
  relu?: boolean;
  /** Adds to what `out` holds. */
  accumulate?: boolean;
  /** Where it is not above 0 the result is 0. */
  mask?: Matrix;
}

export class Products {
  #panels = 0;
  #blocks = 0;

  /** Floats of the largest right operand, and of the largest left one. */
  constructor(
    private readonly arena: Arena,
    room: { panels: number; blocks: number },
  ) {
    this.#panels = arena.reserve(4 * room.panels);
    this.#blocks = arena.reserve(4 * room.blocks);
  }

  /** C = A·B in the sizes of `out` and of the left operand; every sum runs over the depth in order. */
  multiply({ left, right, out, transpose, bias = 0, relu, accumulate, mask }: Product): void {
    const { kernels } = this.arena;
    const depth = transpose === 'left' ? left.rows : left.columns;
    const [depthStep, columnStep] = transpose === 'right' ? [4, right.stride] : [right.stride, 4];
    kernels.packPanels(right.at, depthStep, columnStep, depth, out.columns, this.#panels);
    if (transpose === 'left') kernels.packTransposed(left.at, left.stride, depth, out.rows, this.#blocks);
    else kernels.packBlocks(left.at, left.stride, out.rows, depth, this.#blocks);
    kernels.product(
      ...[this.#blocks, this.#panels, out.at, out.stride, out.rows, depth, out.columns],
      ...[bias, (accumulate ? ACCUMULATE : 0) | (relu ? RELU : 0), mask?.at ?? 0, mask?.stride ?? 0],
    );
  }

  /** out[j] (+)= Σ_i A(i, j) */
  sumColumns(matrix: Matrix, out: number, accumulate: boolean): void {
    const { at, stride, rows, columns } = matrix;
    this.arena.kernels.columnSums(at, stride, rows, columns, out, accumulate ? ACCUMULATE : 0);
  }
}
