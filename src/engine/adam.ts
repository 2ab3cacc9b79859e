/**
 * Masked Adam on the host (Kingma & Ba 2015), the optimiser of every engine that keeps its weights
 * there. The mask is applied by construction: only weights whose byte is the owner are ever visited.
 */
import { CodedError } from '../coded';
import { localColumns } from '../model/inputs';
import type { EmbeddingLookup } from '../model/lookups';
import type { EmbeddingTable, Weights } from '../model/tower';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

const zerosLike = (weights: Weights, length: number): Weights =>
  weights instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);

/** What Adam remembers of an array of weights between two steps. */
export interface AdamState {
  /** As long as the weights. */
  first: Weights;
  second: Weights;
  /** Of a table only. */
  decay?: DecayState;
}

/** Of a table whose rows decay lazily: the running product of all factors, and its value at each row's last visit. */
export interface DecayState {
  now: number;
  /** [rows] */
  rows: Float64Array;
}

/** Moments of an array of weights, and the plain loop that moves some of them. */
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

  /** Bias corrections of step t: α_t = α·√(1 − β₂ᵗ)/(1 − β₁ᵗ), ε_t = ε·√(1 − β₂ᵗ). */
  begin(rate: number): void {
    this.#step++;
    const root = Math.sqrt(1 - BETA2 ** this.#step);
    this.#rate = (rate * root) / (1 - BETA1 ** this.#step);
    this.#epsilon = EPSILON * root;
  }

  /**
   * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − α_t·m/(√v + ε_t), which is α·m̂/(√v̂ + ε), for
   * the weight at base + places[k] with g = gradients[start + k]; none where places[k] is −1.
   */
  move(
    places: Int32Array,
    gradients: ArrayLike<number>,
    { base, start }: { base: number; start: number },
  ): void {
    const { weights } = this;
    const [first, second, rate, epsilon] = [this.#first, this.#second, this.#rate, this.#epsilon];
    for (let k = 0; k < places.length; k++) {
      if (places[k]! < 0) continue;
      const index = base + places[k]!;
      const gradient = gradients[start + k]!;
      const m = BETA1 * first[index]! + (1 - BETA1) * gradient;
      const v = BETA2 * second[index]! + (1 - BETA2) * gradient * gradient;
      first[index] = m;
      second[index] = v;
      weights[index]! -= (rate * m) / (Math.sqrt(v) + epsilon);
    }
  }
}

/** Copies a captured array over a live one. Throws CodedError (`snapshot-mismatch`) when the lengths differ. */
export function copyInto(target: Weights, source: ArrayLike<number>): void {
  if (target.length !== source.length) {
    throw new CodedError('snapshot-mismatch');
  }
  target.set(source);
}

/** Adam over a list of places in a layer's array. */
export class LayerAdam {
  readonly #moments: Moments;

  constructor(
    weights: Weights,
    /** Where the trained weights lie; −1: not trained. Gradients come in this order. */
    private readonly places: Int32Array,
  ) {
    this.#moments = new Moments(weights);
  }

  update(gradients: ArrayLike<number>, rate: number): void {
    this.#moments.begin(rate);
    this.#moments.move(this.places, gradients, { base: 0, start: 0 });
  }

  /** Shares nothing with what moves on. */
  capture(): AdamState {
    return this.#moments.capture();
  }

  /** Goes on after `step` updates. Throws CodedError (`snapshot-mismatch`) when the state is of another layer. */
  resume(state: AdamState, step: number): void {
    this.#moments.resume(state, step);
  }
}

/** Where a table's gradients come from in one step: one entry a term. A row may be read by several positions. */
export interface RowGradients extends EmbeddingLookup {
  /** [n × stride] gradient of each position's tower input. */
  gradients: Float32Array | Float64Array;
  stride: number;
  /** Of the table's first wanted column within a position's gradients. */
  offset: number;
  /** Weight of the term in the loss. */
  weight: number;
}

/**
 * Lazy Adam over an embedding table's owned columns: only the rows of the batch move, their moments
 * untouched while they are away, with the stage's step in the bias correction. A row that comes
 * several times is summed in the order of its positions, so a run is reproducible.
 *
 * Embedding decay w ← w·(1 − rate·λ) reaches every row at every step; it is kept as one running
 * product and made good when a row is next read (`catchUp`) and at the end (`catchUpAll`).
 */
export class TableAdam {
  /** Of the gradients' columns that are this table's: which column; −1: not owned. */
  readonly #columns: Int32Array;
  readonly #moments: Moments;
  /** Running product of all decay factors, and its value when each row was last brought up to date. */
  #decay = 1;
  readonly #rowDecay: Float64Array;
  readonly #slotOfRow: Int32Array;
  /** [slots × columns] of one step; kept because it is needed again. */
  #sums = new Float64Array(0);

  constructor(
    private readonly table: EmbeddingTable,
    /** Input columns in the gradients, ascending, of the whole tower. */
    columns: Int32Array,
    columnOwners: Uint8Array,
    owner: number,
  ) {
    this.#columns = localColumns(table, columns).map((column) =>
      columnOwners[table.firstColumn + column] === owner ? column : -1,
    );
    this.#moments = new Moments(table.weights);
    this.#rowDecay = new Float64Array(table.rows).fill(1);
    this.#slotOfRow = new Int32Array(table.rows).fill(-1);
  }

  /** How many of the gradients' columns belong to this table. */
  get columnCount(): number {
    return this.#columns.length;
  }

  /** Shares nothing with what moves on; nothing is caught up, which would round differently. */
  capture(): AdamState {
    return { ...this.#moments.capture(), decay: { now: this.#decay, rows: this.#rowDecay.slice() } };
  }

  /** Goes on after `step` updates. Throws CodedError (`snapshot-mismatch`) when the state is of another table. */
  resume(state: AdamState, step: number): void {
    this.#moments.resume(state, step);
    copyInto(this.#rowDecay, state.decay?.rows ?? []);
    this.#decay = state.decay!.now;
  }

  /** Applies the decay these rows have missed. Call before reading them. */
  catchUp(rows: Int32Array): void {
    for (const row of rows) this.#catchUpRow(row);
  }

  catchUpAll(): void {
    for (let row = 0; row < this.table.rows; row++) this.#catchUpRow(row);
  }

  #catchUpRow(row: number): void {
    const factor = this.#decay / this.#rowDecay[row]!;
    if (factor === 1) return;
    this.#rowDecay[row] = this.#decay;
    const { weights, width } = this.table;
    for (const column of this.#columns) {
      if (column >= 0) weights[row * width + column]! *= factor;
    }
  }

  /** The rows of `sources` must have been caught up since the last update. */
  update(sources: readonly RowGradients[], rate: number, decayFactor: number): void {
    const rows = this.#sumByRow(sources);
    const count = this.#columns.length;
    this.#moments.begin(rate);
    for (let slot = 0; slot < rows.length; slot++) {
      const base = rows[slot]! * this.table.width;
      this.#moments.move(this.#columns, this.#sums, { base, start: slot * count });
    }
    this.#decay *= decayFactor;
  }

  /**
   * Σ over positions of weight · gradient ÷ rows that the position reads, for each row that occurs →
   * `#sums`. → the rows, in order of first occurrence.
   */
  #sumByRow(sources: readonly RowGradients[]): number[] {
    const rows: number[] = [];
    const slotOfRow = this.#slotOfRow;
    const count = this.#columns.length;
    const reads = sources.reduce((total, source) => total + source.rows.length, 0);
    const size = Math.min(reads, this.table.rows) * count;
    if (this.#sums.length < size) this.#sums = new Float64Array(size);
    const sums = this.#sums.fill(0, 0, size);
    for (const { rows: sourceRows, starts, gradients, stride, offset, weight } of sources) {
      const positions = starts ? starts.length - 1 : sourceRows.length;
      for (let position = 0; position < positions; position++) {
        const first = starts ? starts[position]! : position;
        const end = starts ? starts[position + 1]! : position + 1;
        const share = weight / (end - first);
        const start = position * stride + offset;
        for (let place = first; place < end; place++) {
          const row = sourceRows[place]!;
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
