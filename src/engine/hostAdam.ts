/**
 * Masked Adam on the host (Kingma & Ba 2015), the optimiser of every engine whose weights live there.
 * The mask is applied by construction: only weights whose byte is the owner are ever visited.
 */
import { localColumns } from '../model/inputs';
import type { EmbeddingLookup } from '../model/lookups';
import type { EmbeddingTable, Weights } from '../model/tower';
import { BETA1, BETA2, EPSILON } from './adamConstants';
import { biasCorrections } from './biasCorrections';
import { LazyDecay } from './lazyDecay';
import { type AdamState, copyInto } from './optimiserState';

const zerosLike = (weights: Weights, length: number): Weights =>
  weights instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);

/** The moments of an array of weights, and the plain loop that moves some of the weights. */
class Moments {
  readonly #first: Weights;
  readonly #second: Weights;
  #step = 0;
  #rate = 0;
  #epsilon = 0;

  constructor(private readonly weights: Weights) {
    this.#first = zerosLike(weights, weights.length);
    this.#second = zerosLike(weights, weights.length);
  }

  capture(): AdamState {
    return { first: this.#first.slice(), second: this.#second.slice() };
  }

  /** Throws CodedError (`snapshot-mismatch`) when the state is of an array of another length. */
  resume({ first, second }: AdamState, step: number): void {
    copyInto(this.#first, first);
    copyInto(this.#second, second);
    this.#step = step;
  }

  /** Computes the bias corrections of step t: α_t = α·√(1 − β₂ᵗ)/(1 − β₁ᵗ), ε_t = ε·√(1 − β₂ᵗ). */
  begin(rate: number): void {
    this.#step++;
    const { first, second } = biasCorrections(this.#step);
    this.#rate = (rate * second) / first;
    this.#epsilon = EPSILON * second;
  }

  /**
   * Moves the weight at base + indices[k] with g = gradients[start + k]; none where indices[k] is −1:
   * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − α_t·m/(√v + ε_t), which is α·m̂/(√v̂ + ε).
   */
  move(
    indices: Int32Array,
    gradients: ArrayLike<number>,
    { base, start }: { base: number; start: number },
  ): void {
    const { weights } = this;
    const [first, second, rate, epsilon] = [this.#first, this.#second, this.#rate, this.#epsilon];
    for (let k = 0; k < indices.length; k++) {
      if (indices[k]! < 0) continue;
      const index = base + indices[k]!;
      const gradient = gradients[start + k]!;
      const m = BETA1 * first[index]! + (1 - BETA1) * gradient;
      const v = BETA2 * second[index]! + (1 - BETA2) * gradient * gradient;
      first[index] = m;
      second[index] = v;
      weights[index]! -= (rate * m) / (Math.sqrt(v) + epsilon);
    }
  }
}

/** Adam over some of the weights of a layer. */
export class LayerAdam {
  readonly #moments: Moments;

  constructor(
    weights: Weights,
    /** Index of each trained weight; −1: not trained. Gradients come in this order. */
    private readonly indices: Int32Array,
  ) {
    this.#moments = new Moments(weights);
  }

  /** Makes one step. */
  update(gradients: ArrayLike<number>, rate: number): void {
    this.#moments.begin(rate);
    this.#moments.move(this.indices, gradients, { base: 0, start: 0 });
  }

  /** Copies the moments; the copy shares nothing with the optimiser. */
  capture(): AdamState {
    return this.#moments.capture();
  }

  /** Continues after `step` updates. Throws CodedError (`snapshot-mismatch`) when the state is of another layer. */
  resume(state: AdamState, step: number): void {
    this.#moments.resume(state, step);
  }
}

/** The gradients of one loss term for an embedding table. Several positions may look up the same row. */
export interface RowGradients extends EmbeddingLookup {
  /** [n × stride] gradient by each position's tower input. */
  gradients: Float32Array | Float64Array;
  stride: number;
  /** Index of the table's first column within a position's gradients. */
  offset: number;
  /** The term's weight in the loss. */
  weight: number;
}

/**
 * Lazy Adam over an embedding table's owned columns: only the rows of the batch move, their moments
 * untouched while they are away, with the stage's step in the bias correction. A row that comes
 * several times is summed in the order of its positions, so a run is reproducible.
 *
 * Embedding decay w ← w·(1 − rate·λ) reaches every row at every step; it is applied (lazyDecay.ts) when a row
 * is next looked up (`catchUp`) and at the end (`catchUpAll`).
 */
export class TableAdam {
  /** Column of the table for each of its columns in the gradients; −1: not owned. */
  readonly #columns: Int32Array;
  readonly #moments: Moments;
  readonly #decay: LazyDecay;
  readonly #slotOfRow: Int32Array;
  /** [slots × columns] sums of one step; the array is reused. */
  #sums = new Float64Array(0);

  constructor(
    private readonly table: EmbeddingTable,
    /** The tower's input columns in the gradients, ascending. */
    columns: Int32Array,
    columnOwners: Uint8Array,
    owner: number,
  ) {
    this.#columns = localColumns(table, columns).map((column) =>
      columnOwners[table.firstColumn + column] === owner ? column : -1,
    );
    this.#moments = new Moments(table.weights);
    this.#decay = new LazyDecay(table.rows);
    this.#slotOfRow = new Int32Array(table.rows).fill(-1);
  }

  /** The number of the gradients' columns that belong to this table. */
  get columnCount(): number {
    return this.#columns.length;
  }

  /** Copies moments and decay. No row is caught up, which would round differently. */
  capture(): AdamState {
    return { ...this.#moments.capture(), decay: this.#decay.capture() };
  }

  /** Continues after `step` updates. Throws CodedError (`snapshot-mismatch`) when the state is of another table. */
  resume(state: AdamState, step: number): void {
    this.#moments.resume(state, step);
    this.#decay.resume(state.decay ?? { now: 1, rows: new Float64Array() });
  }

  /** Applies the decay that these rows have missed. Call it before reading them. */
  catchUp(rows: Int32Array): void {
    for (const row of rows) this.#catchUpRow(row);
  }

  /** Applies the missed decay to every row. */
  catchUpAll(): void {
    for (let row = 0; row < this.table.rows; row++) this.#catchUpRow(row);
  }

  #catchUpRow(row: number): void {
    const factor = this.#decay.visit(row);
    if (factor === 1) return;
    const { weights, width } = this.table;
    for (const column of this.#columns) {
      if (column >= 0) weights[row * width + column]! *= factor;
    }
  }

  /** Makes one step with one factor of decay. The rows of `sources` must have been caught up since the last one. */
  update(sources: readonly RowGradients[], rate: number, factor: number): void {
    const rows = this.#sumByRow(sources);
    const count = this.#columns.length;
    this.#moments.begin(rate);
    for (let slot = 0; slot < rows.length; slot++) {
      const base = rows[slot]! * this.table.width;
      this.#moments.move(this.#columns, this.#sums, { base, start: slot * count });
    }
    this.#decay.advance(factor);
  }

  /**
   * Writes Σ over positions of weight · gradient ÷ (rows that the position looks up), for each row that
   * occurs, into `#sums`, and returns the rows in order of first occurrence.
   */
  #sumByRow(sources: readonly RowGradients[]): number[] {
    const rows: number[] = [];
    const slotOfRow = this.#slotOfRow;
    const count = this.#columns.length;
    const lookups = sources.reduce((total, source) => total + source.rows.length, 0);
    const size = Math.min(lookups, this.table.rows) * count;
    if (this.#sums.length < size) this.#sums = new Float64Array(size);
    const sums = this.#sums.fill(0, 0, size);
    for (const { rows: sourceRows, starts, gradients, stride, offset, weight } of sources) {
      const positions = starts ? starts.length - 1 : sourceRows.length;
      for (let position = 0; position < positions; position++) {
        const first = starts ? starts[position]! : position;
        const end = starts ? starts[position + 1]! : position + 1;
        const share = weight / (end - first);
        const start = position * stride + offset;
        for (let entry = first; entry < end; entry++) {
          const row = sourceRows[entry]!;
          if (slotOfRow[row]! < 0) slotOfRow[row] = rows.push(row) - 1;
          const slotStart = slotOfRow[row]! * count;
          for (let index = 0; index < count; index++) {
            sums[slotStart + index]! += share * gradients[start + index]!;
          }
        }
      }
    }
    for (const row of rows) slotOfRow[row] = -1;
    return rows;
  }
}
