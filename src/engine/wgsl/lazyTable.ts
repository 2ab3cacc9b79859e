/**
 * One embedding table as the host sees it while a stage runs: which rows a batch touches, where each
 * comes again, and how much decay it has missed. The weights themselves are on the GPU.
 */

import { type EmbeddingLookup, longestLookup, rowsOf } from '../../model/lookups';
import type { EmbeddingTable } from '../../model/tower';
import { copyInto, type DecayState } from '../adam';
import { ENTRY_WORDS } from './kernels/bindings';

/** Where the segments of a step are written to. */
export interface SegmentSink {
  /** A row of the batch reads the table's row that starts at `element`, with `factor` of decay due. */
  read(row: number, element: number, factor: number): void;
  /** A row of the batch reads `count` rows of the table, told by as many entries from `place` on. */
  readList(row: number, place: number, count: number): void;
  /** Writes one of them to a place, and returns the next free one. */
  entry(place: number, element: number, factor: number): number;
  /** Positions `begin` … `end` − 1 of the batch read this row. */
  segment(record: { element: number; factor: number; begin: number; end: number }): void;
  /** Writes a row of the batch to a position. */
  position(place: number, row: number): void;
}

/** Rows of the batch, in order: entities[p] is row first + p. */
export interface Positions {
  entities: Int32Array;
  first: number;
}

export class LazyTable {
  /** Running product of all decay factors, and its value when each row was last brought up to date. */
  #decay = 1;
  readonly #rowDecay: Float64Array;
  readonly #slotOfRow: Int32Array;
  #rows = new Int32Array(0);
  #counts = new Int32Array(0);
  #factors = new Float64Array(0);
  /** Most rows that an entity reads. */
  readonly #longest: number;

  constructor(
    readonly table: EmbeddingTable,
    /** Of the table's weights among all tables on the device. */
    readonly firstElement: number,
    private readonly reads: EmbeddingLookup,
  ) {
    this.#rowDecay = new Float64Array(table.rows).fill(1);
    this.#slotOfRow = new Int32Array(table.rows).fill(-1);
    this.#longest = longestLookup(reads);
  }

  /** Its entities read lists of rows. */
  get holdsLists(): boolean {
    return this.reads.starts !== undefined;
  }

  /** Most of the table's rows that `rows` rows of a batch can touch. */
  mostSegments(rows: number): number {
    return Math.min(rows * this.#longest, this.table.rows);
  }

  /** Most words that `write` writes for them from `firstPosition` on. */
  mostWords(rows: number): number {
    return rows * this.#longest * (this.holdsLists ? 1 + ENTRY_WORDS : 1);
  }

  /**
   * A counting sort of the batch's positions by table row, rows in order of first occurrence, positions
   * in their own: sums over a segment always run in the same order. Of lists the entries follow. Returns
   * the next free position.
   * factor = decay now ÷ decay when the row was last touched, exactly the steps it was away.
   */
  write(parts: readonly Positions[], firstPosition: number, sink: SegmentSink): number {
    const segments = this.#count(parts);
    let begin = firstPosition;
    for (let slot = 0; slot < segments; slot++) {
      const row = this.#rows[slot]!;
      const end = begin + this.#counts[slot]!;
      const factor = this.#decay / this.#rowDecay[row]!;
      this.#rowDecay[row] = this.#decay;
      this.#factors[slot] = factor;
      sink.segment({ element: this.#element(row), factor, begin, end });
      this.#counts[slot] = begin;
      begin = end;
    }
    const end = this.holdsLists ? this.#writeLists(parts, begin, sink) : this.#writeReads(parts, begin, sink);
    for (let slot = 0; slot < segments; slot++) this.#slotOfRow[this.#rows[slot]!] = -1;
    return end;
  }

  #writeReads(parts: readonly Positions[], end: number, sink: SegmentSink): number {
    for (const { entities, first } of parts) {
      for (let p = 0; p < entities.length; p++) {
        const row = this.reads.rows[entities[p]!]!;
        const slot = this.#slotOfRow[row]!;
        sink.read(first + p, this.#element(row), this.#factors[slot]!);
        sink.position(this.#counts[slot]!++, first + p);
      }
    }
    return end;
  }

  #writeLists(parts: readonly Positions[], firstEntry: number, sink: SegmentSink): number {
    let entry = firstEntry;
    for (const { entities, first } of parts) {
      for (let p = 0; p < entities.length; p++) {
        const list = rowsOf(this.reads, entities[p]!);
        sink.readList(first + p, entry, list.length);
        for (const row of list) {
          const slot = this.#slotOfRow[row]!;
          entry = sink.entry(entry, this.#element(row), this.#factors[slot]!);
          sink.position(this.#counts[slot]!++, first + p);
        }
      }
    }
    return entry;
  }

  /** After each update. */
  decayBy(factor: number): void {
    this.#decay *= factor;
  }

  captureDecay(): DecayState {
    return { now: this.#decay, rows: this.#rowDecay.slice() };
  }

  /** Throws CodedError (`snapshot-mismatch`) when the state is of another table. */
  resumeDecay({ now, rows }: DecayState): void {
    copyInto(this.#rowDecay, rows);
    this.#decay = now;
  }

  /** What a row's owned columns must still be multiplied by. */
  due(row: number): number {
    return this.#decay / this.#rowDecay[row]!;
  }

  #element(row: number): number {
    return this.firstElement + row * this.table.width;
  }

  /** Rows in order of first occurrence, and how often each occurs. */
  #count(parts: readonly Positions[]): number {
    const most = this.mostSegments(parts.reduce((sum, { entities }) => sum + entities.length, 0));
    if (this.#rows.length < most) {
      this.#rows = new Int32Array(most);
      this.#counts = new Int32Array(most);
      this.#factors = new Float64Array(most);
    }
    const { rows, starts } = this.reads;
    let segments = 0;
    for (const { entities } of parts) {
      for (const entity of entities) {
        if (!starts) segments = this.#countRow(rows[entity]!, segments);
        else for (const row of rowsOf(this.reads, entity)) segments = this.#countRow(row, segments);
      }
    }
    return segments;
  }

  /** Returns how many different rows there are with this one. */
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
