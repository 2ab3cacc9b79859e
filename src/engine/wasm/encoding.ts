/**
 * Forward passes over everybody with the training kernels: the vectors that are served, and the caches of what
 * is frozen. Every block is computed at its own layout's widths, which never change once the block is frozen,
 * and every sum runs in order: it comes out bit-identical ever after.
 */
import { OBJECTIVES } from '../../data/schema';
import { meanSeenRow } from '../../model/inputs';
import { longestLookup, rowsOf } from '../../model/lookups';
import type { EncodedTower, EncodeOptions } from '../stage/activeSubnetwork';
import {
  layerIndices,
  layoutOfBlock,
  packLayers,
  type TowerLayout,
  type Widths,
  widthsOf,
} from '../stage/towerLayout';
import type { Arena, Matrix } from './arena';
import { columnGroups } from './columnGroups';
import { layersAt } from './layers';
import { Products } from './products';

/** Most entities in one pass: what it computes stays in the processor's cache. */
const CHUNK = 256;
/** Words of a record: entity and log-q, then two for each table. */
const RECORD_HEADER = 2;

/** Runs a tower over all entities of its side. */
export function encodeTower(arena: Arena, options: EncodeOptions): EncodedTower {
  arena.reset();
  const pass = new TowerPass(arena, options);
  const { tower, side } = options;
  const outputs: EncodedTower = {
    vectors: new Float32Array(side.count * tower.outputWidth),
    hidden: new Float32Array(side.count * pass.hiddenWidth),
    hiddenWidth: pass.hiddenWidth,
  };
  if (pass.isEmpty) return outputs;
  for (let start = 0; start < side.count; start += CHUNK) {
    pass.run(start, Math.min(CHUNK, side.count - start), outputs);
  }
  return outputs;
}

interface Block {
  layout: TowerLayout;
  widths: Widths;
  layers: number;
  groups: number;
}

class TowerPass {
  /** Hidden units of all blocks, each block's padded to eight; `unit` granularity only. */
  readonly hiddenWidth: number;
  readonly #blocks: Block[];
  readonly #tables: number;
  readonly #firstElements: number[];
  readonly #holdsLists: number;
  readonly #records: number;
  readonly #recordWords: number;
  readonly #words: number;
  readonly #inputs: Matrix;
  readonly #reads: Matrix;
  readonly #vectors: Matrix;
  readonly #products: Products;

  constructor(
    private readonly arena: Arena,
    private readonly options: EncodeOptions,
  ) {
    const { tower, side, granularity, blocks } = options;
    const layouts = OBJECTIVES.slice(0, blocks)
      .map((_, block) => layoutOfBlock(tower, block, granularity))
      // At weight granularity every objective passes all hidden units: only outputs say whose they are.
      .filter(
        ({ active }) => active.outputs.length > 0 || (granularity === 'unit' && active.units.length > 0),
      );
    const widths = layouts.map((layout) => widthsOf([layout]));
    const most = (of: (widths: Widths) => number) => Math.max(8, ...widths.map(of));
    const readWidth = most(({ frozen, hidden }) => frozen + hidden);
    const inputWidth = most(({ inputs }) => inputs);
    const outputWidth = most(({ outputs }) => outputs);
    this.hiddenWidth = granularity === 'unit' && layouts.length > 0 ? readWidth : 0;
    this.#firstElements = [];
    this.#tables = this.#copyTables();
    this.#holdsLists = arena.filled(
      Int32Array.from(side.lookups, ({ starts }) => Number(starts !== undefined)),
    );
    this.#recordWords = RECORD_HEADER + 2 * tower.tables.length;
    this.#records = arena.reserve(4 * CHUNK * this.#recordWords);
    this.#words = arena.reserve(8 * CHUNK * longestLists(options));
    this.#blocks = layouts.map((layout, index) => {
      const own = widths[index]!;
      return {
        layout,
        widths: own,
        layers: arena.filled(packLayers(tower, layerIndices(layout, own))),
        groups: arena.filled(
          columnGroups(layout, tower.tables, { width: own.inputs, owners: tower.owners.columns, owner: -1 }),
        ),
      };
    });
    this.#inputs = arena.matrix(CHUNK, inputWidth);
    this.#reads = arena.matrix(CHUNK, readWidth);
    this.#vectors = arena.matrix(CHUNK, outputWidth);
    const widest = Math.max(inputWidth, readWidth, outputWidth);
    this.#products = new Products(arena, { panels: widest * widest, blocks: CHUNK * widest });
  }

  /** No objective asked for has anything to compute. */
  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  /** All tables behind one another, and last the mean id row that unseen ids borrow. */
  #copyTables(): number {
    const { tower, side, meanForUnseen } = this.options;
    const { arena } = this;
    let elements = 0;
    for (const { weights } of tower.tables) {
      this.#firstElements.push(elements);
      elements += weights.length;
    }
    const [ids] = tower.tables;
    const mean = meanForUnseen ? meanSeenRow(ids!, side.seen) : new Float64Array(0);
    const at = arena.reserve(4 * (elements + mean.length));
    const values = arena.floats(at, elements + mean.length);
    tower.tables.forEach(({ weights }, index) => {
      values.set(weights, this.#firstElements[index]!);
    });
    values.set(mean, elements);
    this.#firstElements.push(elements);
    return at;
  }

  /** Computes all blocks of these entities, in order: a later block reads the hidden units before it. */
  run(start: number, count: number, outputs: EncodedTower): void {
    const { kernels } = this.arena;
    this.#writeRecords(start, count);
    const rows = Math.ceil(count / 4) * 4;
    for (const { layout, widths, layers, groups } of this.#blocks) {
      const inputs = { at: this.#inputs.at, rows, columns: widths.inputs, stride: 4 * widths.inputs };
      kernels.gather(
        ...[this.#tables, this.#records, this.#records, 4 * this.#recordWords, rows],
        ...[groups, widths.inputs / 4, this.#holdsLists, inputs.at],
      );
      const { hidden, hiddenBias, output, outputBias } = layersAt(layers, widths);
      const reads = { ...this.#reads, rows, columns: widths.frozen + widths.hidden };
      const own = { ...reads, at: reads.at + 4 * widths.frozen, columns: widths.hidden };
      const vectors = { at: this.#vectors.at, rows, columns: widths.outputs, stride: 4 * widths.outputs };
      this.#products.multiply({ left: inputs, right: hidden, out: own, bias: hiddenBias, relu: true });
      this.#products.multiply({ left: reads, right: output, out: vectors, bias: outputBias });
      this.#unpack(layout, vectors, { start, count }, outputs.vectors);
    }
    if (this.hiddenWidth === 0) return;
    const { at, columns } = this.#reads;
    outputs.hidden.set(this.arena.floats(at, count * columns), start * columns);
  }

  #writeRecords(start: number, count: number): void {
    const { tower, side, meanForUnseen } = this.options;
    const recordWords = this.#recordWords;
    const records = this.arena.words(this.#records, CHUNK * recordWords);
    const entries = this.arena.words(this.#words, 2 * CHUNK * longestLists(this.options));
    // Rows that fill up a tile read the first row of every table.
    records.fill(0, count * recordWords);
    const firstEntry = (this.#words - this.#records) / 4;
    let entry = 0;
    tower.tables.forEach(({ width }, slot) => {
      const lookup = side.lookups[slot]!;
      const first = this.#firstElements[slot]!;
      for (let n = 0; n < count; n++) {
        const at = n * recordWords + RECORD_HEADER + 2 * slot;
        const entity = start + n;
        if (lookup.starts) {
          const list = rowsOf(lookup, entity);
          records[at] = firstEntry + entry;
          records[at + 1] = list.length;
          for (const row of list) {
            entries[entry] = first + row * width;
            entry += 2;
          }
          continue;
        }
        const borrows = meanForUnseen && slot === 0 && !side.seen[entity];
        records[at] = borrows ? this.#firstElements.at(-1)! : first + lookup.rows[entity]! * width;
      }
    });
  }

  /** Sorts what a block computed into the entities' rows. */
  #unpack(
    { active }: TowerLayout,
    { at, columns }: Matrix,
    { start, count }: { start: number; count: number },
    vectors: Float32Array,
  ): void {
    const values = this.arena.floats(at, count * columns);
    const width = this.options.tower.outputWidth;
    const { outputs } = active;
    for (let n = 0; n < count; n++) {
      for (let place = 0; place < outputs.length; place++) {
        vectors[(start + n) * width + outputs[place]!] = values[n * columns + place]!;
      }
    }
  }
}

/** Returns the most entries that the lists of one entity have together. */
const longestLists = ({ side }: EncodeOptions): number =>
  side.lookups.reduce((sum, lookup) => sum + (lookup.starts ? longestLookup(lookup) : 0), 0);
