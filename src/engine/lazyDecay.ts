/**
 * Embedding decay that reaches every row of a table at every step, but is applied to a row only when it is next
 * looked up: one running product of all factors, and its value at each row's last visit.
 */
import { copyInto, type DecayState } from './optimiserState';

/** Below this the products are scaled up: long before the running one could become 0, and 0 / 0 a factor. */
const SMALL = 2 ** -500;
/** A power of two, so that every quotient keeps its bits. */
const SCALE = 2 ** 500;

/**
 * Returns 1 − rate·λ, the factor of one step, but at least 2⁻⁵² (`config.ts` allows no rate·λ from 1 on): a row
 * can be divided by what it has decayed by.
 */
export const decayFactor = (rate: number, lambda: number): number =>
  Math.max(Number.EPSILON, 1 - rate * lambda);

/** The decay of one table. */
export class LazyDecay {
  #now = 1;
  /** [rows] the running product at each row's last visit; in (0, MAX_VALUE]. */
  readonly #rows: Float64Array;

  constructor(rows: number) {
    this.#rows = new Float64Array(rows).fill(1);
  }

  /** Returns the factor that a row must still be multiplied by: the product over the steps that it has missed. */
  due(row: number): number {
    return this.#now / this.#rows[row]!;
  }

  /** Returns the factor that is due, and notes that the row has it. */
  visit(row: number): number {
    const factor = this.due(row);
    this.#rows[row] = this.#now;
    return factor;
  }

  /** Multiplies the decay of every row by one step's factor. */
  advance(factor: number): void {
    this.#now *= factor;
    if (this.#now < SMALL) this.#scaleUp();
  }

  /** Scales all products alike. One that grows out of range is of a row whose factor is 0 in float32 anyway. */
  #scaleUp(): void {
    this.#now *= SCALE;
    const rows = this.#rows;
    for (let row = 0; row < rows.length; row++) rows[row] = Math.min(rows[row]! * SCALE, Number.MAX_VALUE);
  }

  /** Copies the state. */
  capture(): DecayState {
    return { now: this.#now, rows: this.#rows.slice() };
  }

  /** Throws CodedError (`snapshot-mismatch`) when the state is of another table. */
  resume({ now, rows }: DecayState): void {
    copyInto(this.#rows, rows);
    this.#now = now;
  }
}
