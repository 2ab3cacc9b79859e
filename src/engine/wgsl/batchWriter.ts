/** Turns a step's batches into the one array of words that the GPU is sent: rows, segments, rates. */
import type { Batch } from '../../data/batches';
import { ENTRY_WORDS, LISTED, NOBODY, OWNED, SEGMENT_WORDS, STEP_HEADER } from './kernels/bindings';
import type { LazyTable, Positions, SegmentSink } from './lazyTable';
import type { Group } from './shape';
import type { TowerLayout } from './towerLayout';

export interface BatchLayout {
  /** Starts in words; the header comes first. */
  columnMap: number;
  tableMap: number;
  rowRecords: number;
  rowWords: number;
  segmentRecords: number;
  positions: number;
  words: number;
  tableSlots: number;
  /** Most vec4s of any table that train. */
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
 * A row's words: entity, log-q, then per table the embedding's first element and its decay due, or of a
 * list where its entries start and how many there are.
 */
const ROW_HEADER = 2;

export class BatchWriter {
  readonly layout: BatchLayout;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly #floats: Float32Array;
  #segments = 0;

  constructor(
    private readonly sides: readonly BatchSide[],
    private readonly groups: readonly Group[],
    options: { inputWidth: number; owner: number },
  ) {
    this.layout = arrange(sides, groups, options.inputWidth);
    this.words = new Uint32Array(this.layout.words);
    this.#floats = new Float32Array(this.words.buffer);
    this.#writeMaps(options);
    this.#writePadding();
  }

  /** Returns how many words to send, and how many segments there are. */
  write(batches: readonly Batch[], numbers: StepNumbers): { words: number; segments: number } {
    const { layout } = this;
    batches.forEach(({ users, candidates, logQ }, term) => {
      this.#writeEntities(this.groups[2 * term]!, users);
      this.#writeEntities(this.groups[2 * term + 1]!, candidates, logQ);
    });
    let position = layout.positions;
    this.#segments = 0;
    this.sides.forEach(({ tables }, side) => {
      const parts = batches.map(
        ({ users, candidates }, term): Positions => ({
          entities: side === 0 ? users : candidates,
          first: this.groups[2 * term + side]!.first,
        }),
      );
      tables.forEach((table, slot) => {
        position = table.write(parts, position, this.#sink(side, slot));
      });
    });
    this.#writeHeader(numbers);
    return { words: position, segments: this.#segments };
  }

  #sink(side: number, slot: number): SegmentSink {
    const { words, layout } = this;
    const floats = this.#floats;
    const table = side * layout.tableSlots + slot;
    const first = layout.rowRecords + ROW_HEADER + 2 * slot;
    return {
      read(row, element, factor) {
        const at = first + row * layout.rowWords;
        words[at] = element;
        floats[at + 1] = factor;
      },
      readList(row, place, count) {
        words.set([place, count], first + row * layout.rowWords);
      },
      entry(place, element, factor) {
        words[place] = element;
        floats[place + 1] = factor;
        return place + ENTRY_WORDS;
      },
      segment: ({ element, factor, begin, end }) => {
        const at = layout.segmentRecords + this.#segments++ * SEGMENT_WORDS;
        words[at] = element;
        floats[at + 1] = factor;
        words[at + 2] = begin;
        words[at + 3] = end;
        words[at + 4] = table;
      },
      position(place, row) {
        words[place] = row;
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

  #writeEntities({ first }: Group, entities: Int32Array, logQ?: Float32Array): void {
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
        this.words[rowRecords + row * rowWords] = NOBODY;
    }
  }

  /** Per padded input column its table, place in the table's row and whether it is owned. */
  #writeMaps({ inputWidth, owner }: { inputWidth: number; owner: number }): void {
    const { columnMap, tableMap, tableSlots } = this.layout;
    this.words.fill(NOBODY, columnMap, tableMap);
    this.sides.forEach(({ layout, tables, columnOwners }, side) => {
      layout.trained.forEach(({ start, count }, slot) => {
        this.words.set([start, count], tableMap + 2 * (side * tableSlots + slot));
      });
      layout.inputs.forEach((packed, place) => {
        if (packed < 0) return;
        const column = layout.view.columns[packed]!;
        const slot = layout.tableOf[place]!;
        const local = column - tables[slot]!.table.firstColumn;
        const owned = columnOwners[column] === owner ? OWNED : 0;
        const listed = tables[slot]!.holdsLists ? LISTED : 0;
        this.words[columnMap + side * inputWidth + place] = slot * 2 ** 24 + listed + owned + local;
      });
    });
  }
}

function arrange(sides: readonly BatchSide[], groups: readonly Group[], inputWidth: number): BatchLayout {
  const tableSlots = Math.max(...sides.map(({ tables }) => tables.length));
  const rows = groups.reduce((sum, { padded }) => sum + padded, 0);
  let segments = 0;
  let positions = 0;
  sides.forEach(({ tables }, side) => {
    const count = groups.reduce((sum, group, index) => sum + (index % 2 === side ? group.rows : 0), 0);
    for (const table of tables) {
      segments += table.mostSegments(count);
      positions += table.mostWords(count);
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
