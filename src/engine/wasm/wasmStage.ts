/**
 * One training stage on the processor: the same step as the fused WebGPU engine's, kernel by kernel, on one
 * thread. A step allocates nothing and copies no table; JavaScript only sorts rows (batchWriter.ts), keeps the
 * decay's schedule, and calls.
 */
import type { Batch } from '../../data/batches';
import { ownerOf } from '../../model/ownerBytes';
import { trainsOutputBias } from '../../model/tower';
import { biasCorrections } from '../biasCorrections';
import type { OpenStage, Rates, StageState } from '../engine';
import { decayFactor } from '../lazyDecay';
import { fits, type TermRows } from '../stage/batchWriter';
import { packParameters, type StageSide } from '../stage/stageSides';
import { fromDevice, toDevice } from '../stage/stageState';
import { copyTrained } from '../stage/trainedWeights';
import type { Arena, Matrix } from './arena';
import { type BatchResources, layOutBatches, type StageParts } from './batchResources';
import { readMoved, writeMoved } from './movedArrays';
import { type SideRows, type StageArena, WasmSide } from './stageSide';

/** Bytes of a segment's record, as the batch writer writes it. */
const SEGMENT_BYTES = 20;

export class WasmStage implements OpenStage {
  readonly #shared: StageArena;
  readonly #sides: readonly [WasmSide, WasmSide];
  /** Bytes of the arena in use by what outlives a step. */
  readonly #kept: number;
  #resources: BatchResources | undefined;
  #step = 0;
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
      elements: tables.length,
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
        biasTrains: trainsOutputBias(index === 0 ? 'users' : 'items'),
      });
    this.#sides = [open(0), open(1)];
    this.#kept = arena.bytes;
  }

  async step(batches: readonly Batch[], rates: Rates): Promise<void> {
    this.#check();
    if (!this.#resources || !fits(this.#resources.groups, batches)) {
      this.arena.reset(this.#kept);
      this.#resources = layOutBatches(this.arena, { parts: this.parts, sides: this.#sides }, batches);
    }
    const resources = this.#resources;
    this.#step++;
    const { writer, words } = resources;
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
      loss += this.#term(resources, term, weight);
    });
    this.#losses.push(loss);
    this.#update(resources, { segments, counts }, rates);
    const decay = decayFactor(rates.layers, this.parts.spec.embeddingDecay);
    for (const { tables } of this.parts.sides) for (const table of tables) table.decayBy(decay);
  }

  /** Forward, loss and backward of one term. → its part of the loss */
  #term(resources: BatchResources, term: number, weight: number): number {
    const { groups, userRows, words, writer, products } = resources;
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
      scale * this.#loss(resources, term, { userGroup, itemGroup, records: itemRowsOfTerm.records, scale });
    const scores = sized(resources.scores, userGroup.padded, itemGroup.padded);
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
    { writer, products, scores, upstream, teacher, entities, logQ }: BatchResources,
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
    { words, writer, userRows }: BatchResources,
    { segments, counts }: { segments: number; counts: readonly number[] },
    rates: Rates,
  ): void {
    const { layout } = writer;
    const { first, second } = biasCorrections(this.#step);
    let segment = segments;
    this.#sides.forEach((side, index) => {
      side.layerAdam(rates.layers / first, second);
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
        second,
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
    const { tables, layers } = readMoved(this.arena, { shared: this.#shared, sides: this.#sides });
    copyTrained(this.parts.sides, { owner: ownerOf(this.parts.spec.owner), tables, layers });
  }

  async capture(): Promise<StageState> {
    this.#check();
    return {
      step: this.#step,
      ...fromDevice(this.parts.sides, readMoved(this.arena, { shared: this.#shared, sides: this.#sides })),
      losses: [...this.#losses],
    };
  }

  async resume(state: StageState): Promise<void> {
    this.#check();
    writeMoved(this.arena, { shared: this.#shared, sides: this.#sides }, toDevice(this.parts.sides, state));
    this.#step = state.step;
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
}

type SideScratch = WasmSide['scratch'];

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
