/**
 * Masked Adam on the host (Kingma & Ba 2015), the optimiser of every engine that keeps its weights
 * there. The mask is applied by construction: only weights whose byte is the owner are ever visited.
 */
import { localColumns } from '../model/inputs';
import type { EmbeddingTable, Weights } from '../model/parameters';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

const zerosLike = (weights: Weights, length: number): Weights =>
  weights instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);

/** Bias corrections of step t: m̂ = m/(1 − β₁ᵗ), √v̂ = √v/√(1 − β₂ᵗ). */
function corrections(step: number): { first: number; second: number } {
  return { first: 1 - BETA1 ** step, second: Math.sqrt(1 - BETA2 ** step) };
}

/** One weight's step: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − α·m̂/(√v̂ + ε). */
function updateWeight(
  weights: Weights,
  index: number,
  moments: { first: Weights; second: Weights; place: number },
  step: { gradient: number; rate: number; corrections: { first: number; second: number } },
): void {
  const { first, second, place } = moments;
  const { gradient, rate } = step;
  const m = BETA1 * first[place]! + (1 - BETA1) * gradient;
  const v = BETA2 * second[place]! + (1 - BETA2) * gradient * gradient;
  first[place] = m;
  second[place] = v;
  const { first: firstCorrection, second: secondCorrection } = step.corrections;
  weights[index]! -= ((rate / firstCorrection) * m) / (Math.sqrt(v) / secondCorrection + EPSILON);
}

/** Adam over a list of places in a layer's array. */
export class LayerAdam {
  readonly #first: Weights;
  readonly #second: Weights;
  #step = 0;

  constructor(
    private readonly weights: Weights,
    /** Where the trained weights lie; −1: not trained. Gradients come in this order. */
    private readonly places: Int32Array,
  ) {
    this.#first = zerosLike(weights, places.length);
    this.#second = zerosLike(weights, places.length);
  }

  update(gradients: ArrayLike<number>, rate: number): void {
    const step = { gradient: 0, rate, corrections: corrections(++this.#step) };
    const moments = { first: this.#first, second: this.#second, place: 0 };
    for (let place = 0; place < this.places.length; place++) {
      const index = this.places[place]!;
      if (index < 0) continue;
      moments.place = place;
      step.gradient = gradients[place]!;
      updateWeight(this.weights, index, moments, step);
    }
  }
}

/** Where a table's gradients come from in one step: one entry a term. */
export interface RowGradients {
  /** [n] row of each position; a row may come again. */
  rows: Int32Array;
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
  readonly #columns: Int32Array;
  readonly #owned: boolean[];
  readonly #first: Weights;
  readonly #second: Weights;
  /** Running product of all decay factors, and its value when each row was last brought up to date. */
  #decay = 1;
  readonly #rowDecay: Float64Array;
  #step = 0;
  readonly #slotOfRow: Int32Array;

  constructor(
    private readonly table: EmbeddingTable,
    /** Input columns in the gradients, ascending, of the whole tower. */
    columns: Int32Array,
    columnOwners: Uint8Array,
    owner: number,
  ) {
    this.#columns = localColumns(table, columns);
    this.#owned = Array.from(this.#columns, (column) => columnOwners[table.firstColumn + column] === owner);
    this.#first = zerosLike(table.weights, table.weights.length);
    this.#second = zerosLike(table.weights, table.weights.length);
    this.#rowDecay = new Float64Array(table.rows).fill(1);
    this.#slotOfRow = new Int32Array(table.rows).fill(-1);
  }

  /** How many of the gradients' columns belong to this table. */
  get columnCount(): number {
    return this.#columns.length;
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
    this.#columns.forEach((column, index) => {
      if (this.#owned[index]) weights[row * width + column]! *= factor;
    });
  }

  /** The rows of `sources` must have been caught up since the last update. */
  update(sources: readonly RowGradients[], rate: number, decayFactor: number): void {
    const step = { gradient: 0, rate, corrections: corrections(++this.#step) };
    const { rows, sums } = this.#sumByRow(sources);
    const { weights, width } = this.table;
    const moments = { first: this.#first, second: this.#second, place: 0 };
    const count = this.#columns.length;
    rows.forEach((row, slot) => {
      for (let index = 0; index < count; index++) {
        if (!this.#owned[index]) continue;
        const place = row * width + this.#columns[index]!;
        moments.place = place;
        step.gradient = sums[slot * count + index]!;
        updateWeight(weights, place, moments, step);
      }
    });
    this.#decay *= decayFactor;
  }

  /** Σ over positions of weight · gradient, for each row that occurs, in order of first occurrence. */
  #sumByRow(sources: readonly RowGradients[]): { rows: number[]; sums: Float64Array } {
    const rows: number[] = [];
    const count = this.#columns.length;
    const positions = sources.reduce((total, source) => total + source.rows.length, 0);
    const sums = new Float64Array(Math.min(positions, this.table.rows) * count);
    for (const { rows: sourceRows, gradients, stride, offset, weight } of sources) {
      for (let position = 0; position < sourceRows.length; position++) {
        const row = sourceRows[position]!;
        let slot = this.#slotOfRow[row]!;
        if (slot < 0) {
          slot = rows.push(row) - 1;
          this.#slotOfRow[row] = slot;
        }
        const start = position * stride + offset;
        for (let index = 0; index < count; index++) {
          sums[slot * count + index]! += weight * gradients[start + index]!;
        }
      }
    }
    for (const row of rows) this.#slotOfRow[row] = -1;
    return { rows, sums };
  }
}
