/**
 * One training stage on the processor: the same step as the fused WebGPU engine's, kernel by kernel, on one
 * thread. A step allocates nothing and copies no table; JavaScript only sorts rows (batchWriter.ts), keeps the
 * decay's schedule, and calls.
 */
import type { Batch } from '../../data/batches';
import { ownerOf } from '../../model/ownerBytes';
import { BETA1, BETA2 } from '../adamConstants';
import type { OpenStage, Rates, StageSpec, StageState } from '../engine';
import type { TermRows } from '../stage/batchWriter';
import { BatchWriter } from '../stage/batchWriter';
import { concatFloats, packParameters, type StageSide } from '../stage/stageSides';
import { fromDevice, type MovedArrays, toDevice } from '../stage/stageState';
import { padTo } from '../stage/towerLayout';
import { copyTrained } from '../stage/trainedWeights';
import type { Arena, Matrix } from './arena';
import { Products } from './products';
import { type SideRows, type SideWidths, type StageArena, WasmSide } from './stageSide';

/** Bytes of a segment's record, as the batch writer writes it. */
const SEGMENT_BYTES = 20;

export interface StageParts {
  spec: StageSpec;
  sides: readonly StageSide[];
  widths: readonly [SideWidths, SideWidths];
  caches: readonly Float32Array[];
  /** The first term has margins. */
  margin: boolean;
}

/** What depends on the sizes of the batches: laid out at the first step, and again should they change. */
interface Arrangement {
  groups: TermRows[];
  writer: BatchWriter;
  products: Products;
  words: number;
  /** Rows of the users' groups, padded: the first row of the items'. */
  userRows: number;
  scores: Matrix;
  upstream: Matrix;
  teacher: Matrix;
  entities: number;
  logQ: number;
}

export class WasmStage implements OpenStage {
  readonly #shared: StageArena;
  readonly #sides: readonly [WasmSide, WasmSide];
  /** Bytes of the arena in use by what outlives a step. */
  readonly #kept: number;
  #arranged: Arrangement | undefined;
  #step = 0;
  /** β₁ᵗ and β₂ᵗ as running products: the host's pow differs between browsers. */
  #powers = { first: 1, second: 1 };
  #losses: number[] = [];
  #isDisposed = false;

  constructor(
    private readonly arena: Arena,
    private readonly parts: StageParts,
  ) {
    const { sides, widths, caches, spec } = parts;
    const { tables } = packParameters(sides);
    const zeros = () => arena.matrix(1, tables.length).at;
    this.#shared = {
      arena,
      tables: arena.filled(tables),
      first: zeros(),
      second: zeros(),
      trained: arena.filled(trainedGroups(sides)),
    };
    const open = (index: 0 | 1) =>
      new WasmSide(this.#shared, sides[index]!, {
        widths: widths[index],
        owner: ownerOf(spec.owner),
        cache: caches[index]!,
        biasCancels: index === 1,
      });
    this.#sides = [open(0), open(1)];
    this.#kept = arena.bytes;
  }

  async step(batches: readonly Batch[], rates: Rates): Promise<void> {
    this.#check();
    if (!this.#arranged || !fits(this.#arranged.groups, batches)) this.#arrange(batches);
    const arranged = this.#arranged!;
    this.#advance();
    const { writer, words } = arranged;
    const written = writer.write(batches, {
      layerRate: 0,
      embeddingRate: 0,
      secondCorrection: 0,
      ringSlot: 0,
    });
    this.arena.words(words, written.words).set(new Int32Array(writer.words.buffer, 0, written.words));
    const { kernels } = this.arena;
    const segments = words + 4 * writer.layout.segmentRecords;
    const counts = written.segmentsOfSides;
    let segment = segments;
    this.#sides.forEach(({ groups }, side) => {
      kernels.catchUp(this.#shared.tables, groups, this.#shared.trained, segment, counts[side]!);
      segment += counts[side]! * SEGMENT_BYTES;
    });
    const { terms } = this.parts.spec;
    let loss = 0;
    terms.forEach(({ weight }, term) => {
      loss += this.#term(arranged, term, weight);
    });
    this.#losses.push(loss);
    this.#update(arranged, { segments, counts }, rates);
    const decay = 1 - rates.layers * this.parts.spec.embeddingDecay;
    for (const { tables } of this.parts.sides) for (const table of tables) table.decayBy(decay);
  }

  #advance(): void {
    this.#step++;
    this.#powers.first *= BETA1;
    this.#powers.second *= BETA2;
  }

  /** Forward, loss and backward of one term. → its part of the loss */
  #term(arranged: Arrangement, term: number, weight: number): number {
    const { groups, userRows, words, writer, products } = arranged;
    const [users, items] = this.#sides;
    const [userGroup, itemGroup] = [groups[2 * term]!, groups[2 * term + 1]!];
    const rowsOf = ({ first, padded }: TermRows, start: number): SideRows => ({
      rows: padded,
      first: first - start,
      records: words + 4 * (writer.layout.rowRecords + first * writer.layout.rowWords),
      recordBytes: 4 * writer.layout.rowWords,
    });
    const userRowsOfTerm = rowsOf(userGroup, 0);
    const itemRowsOfTerm = rowsOf(itemGroup, userRows);
    users.forward(userRowsOfTerm, userGroup.rows, words);
    items.forward(itemRowsOfTerm, itemGroup.rows, words);
    const scale = weight / userGroup.rows;
    const loss =
      scale * this.#loss(arranged, term, { userGroup, itemGroup, records: itemRowsOfTerm.records, scale });
    const scores = sized(arranged.scores, userGroup.padded, itemGroup.padded);
    const userVectors = { ...users.scratch.vectors, rows: userGroup.padded };
    const itemVectors = { ...items.scratch.vectors, rows: itemGroup.padded };
    products.multiply({
      left: scores,
      right: itemVectors,
      out: { ...users.scratch.vectorSignals, rows: userGroup.padded },
    });
    products.multiply({
      left: scores,
      right: userVectors,
      out: { ...items.scratch.vectorSignals, rows: itemGroup.padded },
      transpose: 'left',
    });
    users.backward(userRowsOfTerm, term > 0);
    items.backward(itemRowsOfTerm, term > 0);
    return loss;
  }

  /** Logits, then Σ_b L_b; the logits' derivatives take their place. */
  #loss(
    { writer, products, scores, upstream, teacher, entities, logQ }: Arrangement,
    term: number,
    {
      userGroup,
      itemGroup,
      records,
      scale,
    }: { userGroup: TermRows; itemGroup: TermRows; records: number; scale: number },
  ): number {
    const { kernels } = this.arena;
    const { spec, margin } = this.parts;
    const [users, items] = this.#sides.map(({ scratch }) => scratch) as [SideScratch, SideScratch];
    const recordBytes = 4 * writer.layout.rowWords;
    const [rows, columns] = [userGroup.padded, itemGroup.padded];
    const scored = (left: Matrix, right: Matrix, out: Matrix, accumulate = false) =>
      products.multiply({
        left: { ...left, rows },
        right: { ...right, rows: columns },
        out: sized(out, rows, columns),
        transpose: 'right',
        accumulate,
      });
    const withMargin = margin && term === 0;
    const withTeacher = spec.teacher !== undefined && term === 0;
    scored(users.vectors, items.vectors, scores);
    if (users.upstream.columns > 0)
      scored(users.upstream, items.upstream, withMargin ? upstream : scores, !withMargin);
    if (withTeacher) scored(users.teacher, items.teacher, teacher);
    kernels.readCandidates(records, recordBytes, columns, entities, logQ);
    return kernels.softmaxLoss(
      ...[scores.at, withMargin ? upstream.at : 0, withTeacher ? teacher.at : 0, entities, logQ],
      ...[userGroup.rows, rows, columns],
      ...[spec.margin?.gamma ?? 0, spec.margin?.form === 'conflict-aware' ? -1 : 1],
      ...[withTeacher ? spec.teacher!.kappa : 0, scale],
    );
  }

  #update(
    { words, writer, userRows }: Arrangement,
    { segments, counts }: { segments: number; counts: readonly number[] },
    rates: Rates,
  ): void {
    const { layout } = writer;
    const correction = Math.sqrt(1 - this.#powers.second);
    const first = 1 - this.#powers.first;
    let segment = segments;
    this.#sides.forEach((side, index) => {
      side.layerAdam(rates.layers / first, correction);
      const firstRow = index * userRows;
      side.rowAdam(
        {
          words,
          records: words + 4 * (layout.rowRecords + firstRow * layout.rowWords),
          recordBytes: 4 * layout.rowWords,
          segments: segment,
          count: counts[index]!,
          firstTable: index * layout.tableSlots,
          firstRow,
        },
        rates.embeddings / first,
        correction,
      );
      segment += counts[index]! * SEGMENT_BYTES;
    });
  }

  async losses(): Promise<number[]> {
    const losses = this.#losses;
    this.#losses = [];
    return losses;
  }

  async synchronise(): Promise<void> {
    this.#check();
    const { tables, layers } = this.#moved();
    copyTrained(this.parts.sides, { owner: ownerOf(this.parts.spec.owner), tables, layers });
  }

  async capture(): Promise<StageState> {
    this.#check();
    return { step: this.#step, ...fromDevice(this.parts.sides, this.#moved()), losses: [...this.#losses] };
  }

  async resume(state: StageState): Promise<void> {
    this.#check();
    this.#put(toDevice(this.parts.sides, state));
    this.#step = 0;
    this.#powers = { first: 1, second: 1 };
    while (this.#step < state.step) this.#advance();
    this.#losses = [...state.losses];
    // If a validation was the last thing before, no other will bring the model up to date.
    await this.synchronise();
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  /** The arena is another stage's by now, or will be. */
  #check(): void {
    if (this.#isDisposed) throw new Error('stage is disposed');
  }

  /** Everything that steps move, as the fused WebGPU engine has it. */
  #moved(): MovedArrays {
    const { arena } = this;
    const { tables, first, second } = this.#shared;
    const elements = this.#elements;
    const tableMoments = new Float32Array(2 * elements);
    [first, second].forEach((at, which) => {
      const moments = arena.floats(at, elements);
      for (let index = 0; index < elements; index++) tableMoments[2 * index + which] = moments[index]!;
    });
    const ofLayers = (at: (side: WasmSide) => number) =>
      concatFloats(this.#sides.map((side) => arena.floats(at(side), side.layerFloats)));
    return {
      tables: arena.floats(tables, elements).slice(),
      layers: ofLayers(({ layers }) => layers),
      tableMoments,
      layerMoments: concatFloats([
        ofLayers(({ firstMoments }) => firstMoments),
        ofLayers(({ secondMoments }) => secondMoments),
      ]),
    };
  }

  #put({ tables, layers, tableMoments, layerMoments }: MovedArrays): void {
    const { arena } = this;
    const elements = this.#elements;
    arena.floats(this.#shared.tables, elements).set(tables);
    [this.#shared.first, this.#shared.second].forEach((at, which) => {
      const moments = arena.floats(at, elements);
      for (let index = 0; index < elements; index++) moments[index] = tableMoments[2 * index + which]!;
    });
    let start = 0;
    for (const side of this.#sides) {
      const end = start + side.layerFloats;
      arena.floats(side.layers, side.layerFloats).set(layers.subarray(start, end));
      [side.firstMoments, side.secondMoments].forEach((at, which) => {
        const from = which * layers.length;
        arena.floats(at, side.layerFloats).set(layerMoments.subarray(from + start, from + end));
      });
      start = end;
    }
  }

  get #elements(): number {
    return this.parts.sides
      .flatMap(({ tables }) => tables)
      .reduce((sum, { table }) => sum + table.weights.length, 0);
  }

  #arrange(batches: readonly Batch[]): void {
    const { arena } = this;
    const { spec, sides, widths } = this.parts;
    arena.reset(this.#kept);
    const groups = groupsOf(batches);
    const writer = new BatchWriter(
      sides.map(({ layout, tables, tower }) => ({ layout, tables, columnOwners: tower.owners.columns })),
      groups,
      { inputWidth: Math.max(...widths.map(({ inputs }) => inputs)), owner: ownerOf(spec.owner) },
    );
    const userRows = groups[1]!.first;
    const most = [0, 1].map((side) => largest(groups.filter((_, index) => index % 2 === side)));
    const all = [userRows, groups.at(-1)!.first + groups.at(-1)!.padded - userRows];
    const products = new Products(arena, roomFor(widths, most as [number, number]));
    this.#sides.forEach((side, index) => {
      side.arrange(products, { most: most[index]!, all: all[index]! });
    });
    const [rows, columns] = most as [number, number];
    const words = arena.reserve(writer.words.byteLength);
    arena.words(words, writer.words.length).set(new Int32Array(writer.words.buffer));
    this.#arranged = {
      groups,
      writer,
      products,
      words,
      userRows,
      scores: arena.matrix(rows, columns),
      upstream: arena.matrix(this.parts.margin ? rows : 0, columns),
      teacher: arena.matrix(spec.teacher ? rows : 0, columns),
      entities: arena.reserve(4 * columns),
      logQ: arena.reserve(4 * columns),
    };
  }
}

type SideScratch = WasmSide['scratch'];

/** Term by term, users before items; all users' rows come before the items'. Each padded to sixteen. */
function groupsOf(batches: readonly Batch[]): TermRows[] {
  const sizes = batches.map(({ users, candidates }) => [users.length, candidates.length] as const);
  const next = [0, sizes.reduce((sum, [users]) => sum + padTo(16, users), 0)];
  return sizes.flatMap((size) =>
    size.map((rows, side) => {
      const padded = padTo(16, rows);
      const group = { first: next[side]!, rows, padded, firstLogits: 0 };
      next[side]! += padded;
      return group;
    }),
  );
}

const largest = (groups: readonly TermRows[]): number => Math.max(...groups.map(({ padded }) => padded));

function fits(groups: readonly TermRows[], batches: readonly Batch[]): boolean {
  return (
    groups.length === 2 * batches.length &&
    batches.every(
      ({ users, candidates }, term) =>
        groups[2 * term]!.rows === users.length && groups[2 * term + 1]!.rows === candidates.length,
    )
  );
}

/** Floats of the largest operands that any product of a step packs. */
function roomFor(widths: readonly SideWidths[], rows: readonly [number, number]) {
  const most = Math.max(...rows);
  const widest = Math.max(
    ...widths.flatMap(({ inputs, frozen, hidden, outputs, upstream, teacher }) => [
      ...[inputs, frozen + hidden, outputs, upstream, teacher],
    ]),
  );
  return {
    panels: padTo(8, Math.max(most, widest)) * Math.max(widest, 8),
    blocks: most * Math.max(widest, rows[0]),
  };
}

/** Writes the first group of each table of both sides, and how many train, as words. */
function trainedGroups(sides: readonly StageSide[]): Int32Array {
  const slots = Math.max(...sides.map(({ tables }) => tables.length));
  const words = new Int32Array(2 * 2 * slots);
  sides.forEach(({ layout }, side) => {
    layout.trained.forEach(({ start, count }, slot) => {
      words.set([start, count], 2 * (side * slots + slot));
    });
  });
  return words;
}

/** A term's part of a matrix made for the largest one: as many columns as the term has, without a gap. */
const sized = (matrix: Matrix, rows: number, columns: number): Matrix => ({
  at: matrix.at,
  rows,
  columns,
  stride: 4 * columns,
});
