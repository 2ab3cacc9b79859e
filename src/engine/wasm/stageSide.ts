/** One tower of an open stage: its weights and moments in the arena, its way through a step and back. */
import type { StageSide } from '../stage/stageSides';
import { packLayers, type Widths } from '../stage/towerLayout';
import type { Arena, Matrix } from './arena';
import { columnGroups } from './columnGroups';
import { type Layers, layersAt } from './layers';
import type { Products } from './products';

/** Where in the arena a step's words for this side are. */
export interface SideRows {
  /** Rows of the term's group, padded to sixteen. */
  rows: number;
  /** Its first row among the side's, the address of that row's record, and the bytes of a record. */
  first: number;
  records: number;
  recordBytes: number;
}

/** What both sides share. */
export interface StageArena {
  arena: Arena;
  /** Number of all tables' weights, and the addresses of the tables and of their moments. */
  elements: number;
  tables: number;
  first: number;
  second: number;
  /** [2 × tableSlots]: first group and number of groups that train. */
  trained: number;
}

export type SideWidths = Widths & { upstream: number; teacher: number };

/** What a step writes. */
interface Scratch {
  inputs: Matrix;
  reads: Matrix;
  vectors: Matrix;
  upstream: Matrix;
  teacher: Matrix;
  vectorSignals: Matrix;
  hiddenSignals: Matrix;
  inputSignals: Matrix;
}

export class WasmSide {
  readonly widths: SideWidths;
  readonly layers: number;
  readonly layerFloats: number;
  readonly firstMoments: number;
  readonly secondMoments: number;
  readonly groups: number;
  readonly #gradients: number;
  readonly #masks: number;
  readonly #weights: Layers;
  readonly #gradientMatrices: Layers;
  readonly #cache: number;
  readonly #holdsLists: number;
  /** Its output bias trains (trainsOutputBias); else its gradient stays 0. */
  readonly #biasTrains: boolean;
  #scratch!: Scratch;
  #products!: Products;

  /** Lays out what lives from the stage's first step to its last. */
  constructor(
    private readonly shared: StageArena,
    private readonly part: StageSide,
    options: { widths: SideWidths; owner: number; cache: Float32Array; biasTrains: boolean },
  ) {
    const { arena } = shared;
    const { widths, owner, cache } = options;
    const { layout, tower, indices, mask } = part;
    this.widths = widths;
    this.#biasTrains = options.biasTrains;
    const layers = packLayers(tower, indices);
    this.layerFloats = layers.length;
    this.layers = arena.filled(layers);
    const zeros = () => arena.matrix(1, layers.length).at;
    this.#gradients = zeros();
    this.firstMoments = zeros();
    this.secondMoments = zeros();
    this.#masks = this.#needsMask(mask) ? arena.filled(Int32Array.from(mask, (value) => -value)) : 0;
    this.#weights = layersAt(this.layers, widths);
    this.#gradientMatrices = layersAt(this.#gradients, widths);
    this.#cache = arena.filled(cache);
    const owners = tower.owners.columns;
    this.groups = arena.filled(columnGroups(layout, tower.tables, { width: widths.inputs, owners, owner }));
    this.#holdsLists = arena.filled(Int32Array.from(part.tables, ({ holdsLists }) => Number(holdsLists)));
  }

  /** Lays out what a step writes: `most` rows of one term, `all` rows of all terms. */
  arrange(products: Products, { most, all }: { most: number; all: number }): void {
    const { arena } = this.shared;
    const { inputs, trained, frozen, hidden, outputs, upstream, teacher } = this.widths;
    this.#products = products;
    this.#scratch = {
      inputs: arena.matrix(most, inputs),
      reads: arena.matrix(most, frozen + hidden),
      vectors: arena.matrix(most, outputs),
      upstream: arena.matrix(most, upstream),
      teacher: arena.matrix(most, teacher),
      vectorSignals: arena.matrix(most, outputs),
      hiddenSignals: arena.matrix(most, hidden),
      inputSignals: arena.matrix(all, trained),
    };
  }

  /** What the loss is made of, and where its derivative goes. */
  get scratch(): Pick<Scratch, 'vectors' | 'upstream' | 'teacher' | 'vectorSignals'> {
    return this.#scratch;
  }

  /** Whether a weight does not train that is neither padding nor a bias without gradient. */
  #needsMask(mask: Float32Array): boolean {
    const { hidden, output } = this.part.indices;
    const end = mask.length - (this.#biasTrains ? 0 : this.widths.outputs);
    return mask.subarray(0, end).some((trains, index) => {
      const place = index < hidden.length ? hidden[index]! : output[index - hidden.length]!;
      return place >= 0 && trains !== 1;
    });
  }

  /** x, h and e of a term's rows; the frozen base and the teacher's vectors beside them. */
  forward({ rows, records, recordBytes }: SideRows, entities: number, words: number): void {
    const { arena, tables } = this.shared;
    const { kernels } = arena;
    const products = this.#products;
    const { widths } = this;
    const { hidden, hiddenBias, output, outputBias } = this.#weights;
    const inputs = { ...this.#scratch.inputs, rows };
    kernels.gather(
      tables,
      words,
      records,
      recordBytes,
      rows,
      this.groups,
      widths.inputs / 4,
      this.#holdsLists,
      inputs.at,
    );
    const reads = { ...this.#scratch.reads, rows };
    const cached = [
      { at: reads.at, stride: reads.stride, columns: widths.frozen },
      this.#scratch.upstream,
      this.#scratch.teacher,
    ];
    const cacheBytes = 4 * (widths.frozen + widths.upstream + widths.teacher);
    let from = this.#cache;
    for (const { at, stride, columns } of cached) {
      if (columns > 0) {
        kernels.gatherCached(from, cacheBytes, records, recordBytes, entities, at, stride, 4 * columns);
      }
      from += 4 * columns;
    }
    products.multiply({
      left: inputs,
      right: hidden,
      out: this.#ownReads(rows),
      bias: hiddenBias,
      relu: true,
    });
    products.multiply({
      left: reads,
      right: output,
      out: { ...this.#scratch.vectors, rows },
      bias: outputBias,
    });
  }

  /** Computes the layers' gradients, and ∂L/∂x of the columns that train, from ∂L/∂e. */
  backward({ rows, first }: SideRows, accumulate: boolean): void {
    const products = this.#products;
    const { hidden, output } = this.#weights;
    const gradients = this.#gradientMatrices;
    const signal = { ...this.#scratch.vectorSignals, rows };
    const reads = { ...this.#scratch.reads, rows };
    const hiddenSignal = { ...this.#scratch.hiddenSignals, rows };
    products.multiply({ left: reads, right: signal, out: gradients.output, transpose: 'left', accumulate });
    if (this.#biasTrains) products.sumColumns(signal, gradients.outputBias, accumulate);
    const readByHidden = { ...output, at: output.at + this.widths.frozen * output.stride };
    products.multiply({
      left: signal,
      right: readByHidden,
      out: hiddenSignal,
      transpose: 'right',
      mask: this.#ownReads(rows),
    });
    const inputs = { ...this.#scratch.inputs, rows };
    products.multiply({
      left: inputs,
      right: hiddenSignal,
      out: gradients.hidden,
      transpose: 'left',
      accumulate,
    });
    products.sumColumns(hiddenSignal, gradients.hiddenBias, accumulate);
    if (this.#scratch.inputSignals.columns === 0) return;
    const inputSignals = this.#scratch.inputSignals;
    products.multiply({
      left: hiddenSignal,
      right: hidden,
      out: { ...inputSignals, at: inputSignals.at + first * inputSignals.stride, rows },
      transpose: 'right',
    });
  }

  #ownReads(rows: number): Matrix {
    const { at, stride } = this.#scratch.reads;
    const { frozen, hidden } = this.widths;
    return { at: at + 4 * frozen, stride, rows, columns: hidden };
  }

  layerAdam(rate: number, correction: number): void {
    const bytes = 4 * this.layerFloats;
    this.shared.arena.kernels.layerAdam(
      this.layers,
      this.#gradients,
      this.firstMoments,
      this.secondMoments,
      this.#masks,
      bytes,
      rate,
      correction,
    );
  }

  rowAdam(
    { words, records, recordBytes, segments, count, firstTable, firstRow }: RowUpdate,
    rate: number,
    correction: number,
  ): void {
    const { arena, tables, first, second, trained } = this.shared;
    const { at, stride } = this.#scratch.inputSignals;
    arena.kernels.rowAdam(
      ...[tables, first, second, words, records, recordBytes, segments, count, this.groups, trained],
      ...[this.#holdsLists, firstTable, at, stride, firstRow, rate, correction],
    );
  }
}

export interface RowUpdate {
  words: number;
  /** Record of the side's first row, and the bytes of one. */
  records: number;
  recordBytes: number;
  segments: number;
  count: number;
  firstTable: number;
  firstRow: number;
}
