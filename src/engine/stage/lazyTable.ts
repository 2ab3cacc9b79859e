/**
 * One embedding table on the host while a stage runs: the rows that a batch looks up, their occurrences, and the
 * decay that each has missed. The weights themselves are on the GPU.
 */
import { type EmbeddingLookup, longestLookup, rowsOf } from '../../model/lookups';
import type { EmbeddingTable } from '../../model/tower';
import { LazyDecay } from '../lazyDecay';
import type { DecayState } from '../optimiserState';
import { ENTRY_WORDS } from './batchWords';

/** Writes the segments of a step. */
export interface SegmentWriter {
  /** Writes that a row of the batch looks up the table's row at `element`, which has missed decay `factor`. */
  lookup(row: number, element: number, factor: number): void;
  /** Writes that a row of the batch looks up the `count` rows of the table in the entries from `start` on. */
  lookupList(row: number, start: number, count: number): void;
  /** Writes one entry, and returns the start of the next. */
  entry(start: number, element: number, factor: number): number;
  /** Writes that positions `begin` … `end` − 1 of the batch look up this row. */
  segment(record: { element: number; factor: number; begin: number; end: number }): void;
  /** Writes a row of the batch at a position. */
  position(index: number, row: number): void;
}

/** Rows of the batch, in order: entities[p] is row first + p. */
export interface Positions {
  entities: Int32Array;
  first: number;
}

/** Sorts a batch's lookups by table row, and schedules the rows' decay. */
export class LazyTable {
  readonly #decay: LazyDecay;
  readonly #slotOfRow: Int32Array;
  #rows = new Int32Array(0);
  #counts = new Int32Array(0);
  #factors = new Float64Array(0);
  /** The most rows that an entity looks up. */
  readonly #longest: number;

  constructor(
    readonly table: EmbeddingTable,
    /** Index of the table's first weight among all tables on the device. */
    readonly firstElement: number,
    private readonly lookups: EmbeddingLookup,
  ) {
    this.#decay = new LazyDecay(table.rows);
    this.#slotOfRow = new Int32Array(table.rows).fill(-1);
    this.#longest = longestLookup(lookups);
  }

  /** Whether its entities look up lists of rows. */
  get holdsLists(): boolean {
    return this.lookups.starts !== undefined;
  }

  /** Returns the most rows of the table that `rows` rows of a batch can look up. */
  maxSegments(rows: number): number {
    return Math.min(rows * this.#longest, this.table.rows);
  }

  /** Returns the most words that `write` writes for them from `firstPosition` on. */
  maxWords(rows: number): number {
    return rows * this.#longest * (this.holdsLists ? 1 + ENTRY_WORDS : 1);
  }

  /**
   * Sorts the batch's positions by table row (a counting sort), rows in order of first occurrence and positions
   * in ascending order, so that sums over a segment always run in the same order. The entries of lists follow.
   * Returns the next free position.
   * factor = decay now ÷ decay at the row's last lookup: the product over the steps that it has missed.
   */
  write(parts: readonly Positions[], firstPosition: number, writer: SegmentWriter): number {
    const segments = this.#count(parts);
    let begin = firstPosition;
    for (let slot = 0; slot < segments; slot++) {
      const row = this.#rows[slot]!;
      const end = begin + this.#counts[slot]!;
      const factor = this.#decay.visit(row);
      this.#factors[slot] = factor;
      writer.segment({ element: this.#element(row), factor, begin, end });
      this.#counts[slot] = begin;
      begin = end;
    }
    const end = this.holdsLists
      ? this.#writeLists(parts, begin, writer)
      : this.#writeLookups(parts, begin, writer);
    for (let slot = 0; slot < segments; slot++) this.#slotOfRow[this.#rows[slot]!] = -1;
    return end;
  }

  #writeLookups(parts: readonly Positions[], end: number, writer: SegmentWriter): number {
    for (const { entities, first } of parts) {
      for (let p = 0; p < entities.length; p++) {
        const row = this.lookups.rows[entities[p]!]!;
        const slot = this.#slotOfRow[row]!;
        writer.lookup(first + p, this.#element(row), this.#factors[slot]!);
        writer.position(this.#counts[slot]!++, first + p);
      }
    }
    return end;
  }

  #writeLists(parts: readonly Positions[], firstEntry: number, writer: SegmentWriter): number {
    let entry = firstEntry;
    for (const { entities, first } of parts) {
      for (let p = 0; p < entities.length; p++) {
        const list = rowsOf(this.lookups, entities[p]!);
        writer.lookupList(first + p, entry, list.length);
        for (const row of list) {
          const slot = this.#slotOfRow[row]!;
          entry = writer.entry(entry, this.#element(row), this.#factors[slot]!);
          writer.position(this.#counts[slot]!++, first + p);
        }
      }
    }
    return entry;
  }

  /** Accumulates the decay of one update. */
  decayBy(factor: number): void {
    this.#decay.advance(factor);
  }

  /** Copies the state of the decay. */
  captureDecay(): DecayState {
    return this.#decay.capture();
  }

  /** Throws CodedError (`snapshot-mismatch`) when the state is of another table. */
  resumeDecay(state: DecayState): void {
    this.#decay.resume(state);
  }

  /** Returns the factor that a row's owned columns must still be multiplied by. */
  due(row: number): number {
    return this.#decay.due(row);
  }

  #element(row: number): number {
    return this.firstElement + row * this.table.width;
  }

  /** Collects the rows in order of first occurrence, and how often each occurs; returns their number. */
  #count(parts: readonly Positions[]): number {
    const capacity = this.maxSegments(parts.reduce((sum, { entities }) => sum + entities.length, 0));
    if (this.#rows.length < capacity) {
      this.#rows = new Int32Array(capacity);
      this.#counts = new Int32Array(capacity);
      this.#factors = new Float64Array(capacity);
    }
    const { rows, starts } = this.lookups;
    let segments = 0;
    for (const { entities } of parts) {
      for (const entity of entities) {
        if (!starts) segments = this.#countRow(rows[entity]!, segments);
        else for (const row of rowsOf(this.lookups, entity)) segments = this.#countRow(row, segments);
      }
    }
    return segments;
  }

  /** Counts one occurrence of a row; returns the number of different rows with this one. */
  #countRow(row: number, before: number): number {
    let slot = this.#slotOfRow[row]!;
    let segments = before;
    if (slot < 0) {
      slot = segments++;
      this.#slotOfRow[row] = slot;
      this.#rows[slot] = row;
      this.#counts[slot] = 0;
    }
    this.#counts[slot]!++;
    return segments;
  }
}
