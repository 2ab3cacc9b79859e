/** Writes a step's batches into the array of words that is uploaded: rates, rows and segments. */
import type { Batch } from '../../data/batches';
import { ENTRY_WORDS, LIST_BIT, OWNED_BIT, PADDING, SEGMENT_WORDS, STEP_HEADER } from './batchWords';
import type { LazyTable, Positions, SegmentWriter } from './lazyTable';
import type { TowerLayout } from './towerLayout';

/** The rows of one term's users or items: `padded` is the next multiple of eight. */
export interface TermRows {
  first: number;
  rows: number;
  padded: number;
  /** First row of a users' group among the logits. */
  firstLogits: number;
}

/** Returns whether batches have as many rows as the groups, term by term. */
export function fits(groups: readonly TermRows[], batches: readonly Batch[]): boolean {
  return (
    groups.length === 2 * batches.length &&
    batches.every(
      ({ users, candidates }, term) =>
        groups[2 * term]!.rows === users.length && groups[2 * term + 1]!.rows === candidates.length,
    )
  );
}

export interface BatchLayout {
  /** Starts of the regions, in words; the header comes first. */
  columnMap: number;
  tableMap: number;
  rowRecords: number;
  rowWords: number;
  segmentRecords: number;
  positions: number;
  words: number;
  tableSlots: number;
  /** The most vec4s of any table that train. */
  tableGroups: number;
}

export interface BatchSide {
  layout: TowerLayout;
  tables: readonly LazyTable[];
  /** [D] owner of each input column of the tower. */
  columnOwners: Uint8Array;
}

export interface StepNumbers {
  layerRate: number;
  embeddingRate: number;
  secondCorrection: number;
  ringSlot: number;
}

/**
 * The words of a row before its tables: entity, log-q. Per table follow the embedding's first element and the
 * decay that it has missed, or for a list the start and the number of its entries.
 */
const ROW_HEADER = 2;

export class BatchWriter {
  readonly layout: BatchLayout;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly #floats: Float32Array;
  #segments = 0;

  constructor(
    private readonly sides: readonly BatchSide[],
    private readonly groups: readonly TermRows[],
    options: { inputWidth: number; owner: number },
  ) {
    this.layout = layoutBatch(sides, groups, options.inputWidth);
    this.words = new Uint32Array(this.layout.words);
    this.#floats = new Float32Array(this.words.buffer);
    this.#writeMaps(options);
    this.#writePadding();
  }

  /** Writes the words of a step; returns the numbers of words to upload and of segments, also of each side's. */
  write(
    batches: readonly Batch[],
    numbers: StepNumbers,
  ): { words: number; segments: number; segmentsOfSides: number[] } {
    const { layout } = this;
    batches.forEach(({ users, candidates, logQ }, term) => {
      this.#writeEntities(this.groups[2 * term]!, users);
      this.#writeEntities(this.groups[2 * term + 1]!, candidates, logQ);
    });
    let position = layout.positions;
    this.#segments = 0;
    const segmentsOfSides = this.sides.map(({ tables }, side) => {
      const before = this.#segments;
      const parts = batches.map(
        ({ users, candidates }, term): Positions => ({
          entities: side === 0 ? users : candidates,
          first: this.groups[2 * term + side]!.first,
        }),
      );
      tables.forEach((table, slot) => {
        position = table.write(parts, position, this.#segmentWriter(side, slot));
      });
      return this.#segments - before;
    });
    this.#writeHeader(numbers);
    return { words: position, segments: this.#segments, segmentsOfSides };
  }

  #segmentWriter(side: number, slot: number): SegmentWriter {
    const { words, layout } = this;
    const floats = this.#floats;
    const table = side * layout.tableSlots + slot;
    const first = layout.rowRecords + ROW_HEADER + 2 * slot;
    return {
      lookup(row, element, factor) {
        const at = first + row * layout.rowWords;
        words[at] = element;
        floats[at + 1] = factor;
      },
      lookupList(row, start, count) {
        words.set([start, count], first + row * layout.rowWords);
      },
      entry(start, element, factor) {
        words[start] = element;
        floats[start + 1] = factor;
        return start + ENTRY_WORDS;
      },
      segment: ({ element, factor, begin, end }) => {
        const at = layout.segmentRecords + this.#segments++ * SEGMENT_WORDS;
        words[at] = element;
        floats[at + 1] = factor;
        words[at + 2] = begin;
        words[at + 3] = end;
        words[at + 4] = table;
      },
      position(index, row) {
        words[index] = row;
      },
    };
  }

  #writeHeader({ ringSlot, ...rates }: StepNumbers): void {
    const at = (name: (typeof STEP_HEADER)[number]) => STEP_HEADER.indexOf(name);
    for (const name of ['layerRate', 'embeddingRate', 'secondCorrection'] as const) {
      this.#floats[at(name)] = rates[name];
    }
    this.words[at('ringSlot')] = ringSlot;
    this.words[at('segments')] = this.#segments;
    this.words[at('segmentRecords')] = this.layout.segmentRecords;
  }

  #writeEntities({ first }: TermRows, entities: Int32Array, logQ?: Float32Array): void {
    const { rowRecords, rowWords } = this.layout;
    for (let p = 0; p < entities.length; p++) {
      const at = rowRecords + (first + p) * rowWords;
      const entity = entities[p]!;
      this.words[at] = entity;
      if (logQ) this.#floats[at + 1] = logQ[entity]!;
    }
  }

  #writePadding(): void {
    const { rowRecords, rowWords } = this.layout;
    for (const { first, rows, padded } of this.groups) {
      for (let row = first + rows; row < first + padded; row++)
        this.words[rowRecords + row * rowWords] = PADDING;
    }
  }

  /** Writes per padded input column its table, its column there, and whether it is owned. */
  #writeMaps({ inputWidth, owner }: { inputWidth: number; owner: number }): void {
    const { columnMap, tableMap, tableSlots } = this.layout;
    this.words.fill(PADDING, columnMap, tableMap);
    this.sides.forEach(({ layout, tables, columnOwners }, side) => {
      layout.trained.forEach(({ start, count }, slot) => {
        this.words.set([start, count], tableMap + 2 * (side * tableSlots + slot));
      });
      layout.inputs.forEach((packed, index) => {
        if (packed < 0) return;
        const column = layout.active.columns[packed]!;
        const slot = layout.tableOf[index]!;
        const local = column - tables[slot]!.table.firstColumn;
        const owned = columnOwners[column] === owner ? OWNED_BIT : 0;
        const listed = tables[slot]!.holdsLists ? LIST_BIT : 0;
        this.words[columnMap + side * inputWidth + index] = slot * 2 ** 24 + listed + owned + local;
      });
    });
  }
}

/** Lays out the words of a step. */
function layoutBatch(
  sides: readonly BatchSide[],
  groups: readonly TermRows[],
  inputWidth: number,
): BatchLayout {
  const tableSlots = Math.max(...sides.map(({ tables }) => tables.length));
  const rows = groups.reduce((sum, { padded }) => sum + padded, 0);
  let segments = 0;
  let positions = 0;
  sides.forEach(({ tables }, side) => {
    const count = groups.reduce((sum, group, index) => sum + (index % 2 === side ? group.rows : 0), 0);
    for (const table of tables) {
      segments += table.maxSegments(count);
      positions += table.maxWords(count);
    }
  });
  const rowWords = ROW_HEADER + 2 * tableSlots;
  const columnMap = STEP_HEADER.length;
  const tableMap = columnMap + 2 * inputWidth;
  const rowRecords = tableMap + 4 * tableSlots;
  const segmentRecords = rowRecords + rows * rowWords;
  const firstPosition = segmentRecords + segments * SEGMENT_WORDS;
  const tableGroups = Math.max(1, ...sides.flatMap(({ layout }) => layout.trained.map(({ count }) => count)));
  return {
    columnMap,
    tableMap,
    rowRecords,
    rowWords,
    segmentRecords,
    positions: firstPosition,
    words: firstPosition + positions,
    tableSlots,
    tableGroups,
  };
}
