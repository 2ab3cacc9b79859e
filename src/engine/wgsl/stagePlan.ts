/** The plan of a stage's step: its shapes once the batch sizes are known, and its dispatches. */

import type { TermRows } from '../stage/batchWriter';
import { layerStarts, padTo, type Widths } from '../stage/towerLayout';
import type { Dispatch } from './dispatch';
import { MAX_CHUNKS } from './kernels/bindings';
import type { StepKernel, Tile } from './kernels/kernels';
import { tilesOf } from './kernels/product';
import { type Chunk, chunksOf, type Shape } from './shape';
import type { Pipelines } from './wgslDevice';

/** The number of losses that fit the ring buffer; it is read before it is full. */
export const RING = 256;

export interface StageWidths extends Widths {
  /** Cached vectors of earlier blocks and of a teacher, multiples of four. */
  upstream: number;
  teacher: number;
}

/** Lays out the rows of every group: term by term, users before items, each padded to sixteen. */
export function groupsOf(sizes: readonly { users: number; candidates: number }[]): TermRows[] {
  let first = 0;
  let firstLogits = 0;
  return sizes.flatMap(({ users, candidates }) =>
    [users, candidates].map((rows, side) => {
      const padded = padTo(16, rows);
      const group = { first, rows, padded, firstLogits };
      first += padded;
      if (side === 0) firstLogits += padded;
      return group;
    }),
  );
}

/** The shape of a step, for the uniform and for its dispatches. */
export interface StageShape {
  numbers: Shape['numbers'];
  sides: Shape['sides'];
  /** Size of the scratch. */
  bytes: number;
  /** Start of the ring in the scratch, in bytes. */
  ringAt: number;
}

/** The rows of a step: of all groups, of the users' groups, and of the largest items' group. */
function rowCounts(groups: readonly TermRows[]) {
  const padded = (side: number) => groups.flatMap((group, index) => (index % 2 === side ? group.padded : []));
  const sum = (rows: readonly number[]) => rows.reduce((total, count) => total + count, 0);
  const userRows = sum(padded(0));
  return { rows: userRows + sum(padded(1)), userRows, candidates: Math.max(...padded(1)) };
}

/** Lays out the scratch: the sizes of its regions, in scalars, one after another. */
function scratchRegions(
  groups: readonly TermRows[],
  { trained, inputs, frozen, hidden, outputs, upstream, teacher }: StageWidths,
  partials: number,
) {
  const { rows, userRows, candidates } = rowCounts(groups);
  const sizes = {
    inputs: rows * inputs,
    reads: rows * (frozen + hidden),
    vectors: rows * (outputs + upstream + teacher),
    logits: userRows * candidates,
    teacherLogits: teacher > 0 ? groups[0]!.padded * candidates : 0,
    outputSignals: rows * outputs,
    hiddenSignals: rows * hidden,
    inputSignals: rows * trained,
    partials,
    rowLosses: userRows,
    positives: groups[0]!.padded,
    ring: RING,
  };
  let end = 0;
  const starts = {} as Record<keyof typeof sizes, number>;
  for (const [name, scalars] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
    starts[name] = end;
    end += scalars / 4;
  }
  return { starts, end };
}

/** Widths in vec4s, as the kernels count them. */
const vectorWidths = (widths: StageWidths) => {
  const { inputs, trained, frozen, hidden, outputs, upstream, teacher } = widths;
  return {
    inputWidth: inputs / 4,
    trainedWidth: trained / 4,
    frozenWidth: frozen / 4,
    hiddenWidth: hidden / 4,
    readWidth: (frozen + hidden) / 4,
    outputWidth: outputs / 4,
    upstreamWidth: upstream / 4,
    teacherWidth: teacher / 4,
    vectorWidth: (outputs + upstream + teacher) / 4,
    hiddenStart: frozen / 4,
  };
};

/** Plans the shapes of a step. `used` counts the input and read columns, in vec4s, that each side fills. */
export function planShape(
  groups: readonly TermRows[],
  widths: StageWidths,
  used: readonly { inputs: number; reads: number }[],
): StageShape {
  const chunks: readonly Chunk[][] = [0, 1].map((side) =>
    chunksOf(
      groups.filter((_, index) => index % 2 === side),
      MAX_CHUNKS / 2,
    ),
  );
  const chunkCount = chunks[0]!.length + chunks[1]!.length;
  const layers = layerStarts(widths);
  const { rows, userRows, candidates } = rowCounts(groups);
  const { starts, end } = scratchRegions(groups, widths, 4 * chunkCount * layers.layerSize);
  return {
    numbers: {
      ...layers,
      ...starts,
      ...vectorWidths(widths),
      rows,
      userRows,
      candidateWidth: candidates / 4,
      chunks: chunkCount,
    },
    sides: used.map((side, index) => ({ ...side, chunks: chunks[index]! })),
    bytes: 16 * end,
    ringAt: 16 * starts.ring,
  };
}

/** Counts the invocations of each kernel but rowAdam's, which depend on the batch's entities, in order. */
function invocations({ numbers }: StageShape, tile: Tile, margin: boolean): [StepKernel, number][] {
  const of = (name: keyof Shape['numbers']) => numbers[name] ?? 0;
  const tiles = (rows: number, width: number) => tilesOf(tile, { rows, columns: 4 * width });
  const rows = of('rows');
  const cached = of('frozenWidth') + of('upstreamWidth') + of('teacherWidth');
  const parts = (reads: number, signals: number) =>
    of('chunks') * (tiles(4 * reads, signals) + padTo(4, signals));
  return [
    ['gather', rows * of('inputWidth')],
    ['gatherCached', rows * cached],
    ['hidden', tiles(rows, of('hiddenWidth'))],
    ['output', tiles(rows, of('outputWidth'))],
    ['positives', margin ? of('userRows') : 0],
    ['logits', tiles(of('userRows'), of('candidateWidth'))],
    ['softmaxLoss', of('userRows')],
    ['userSignals', tiles(rows, of('outputWidth'))],
    ['itemSignals', tiles(rows, of('outputWidth'))],
    ['outputGradients', parts(of('readWidth'), of('outputWidth'))],
    ['hiddenSignals', tiles(rows, of('hiddenWidth'))],
    ['hiddenGradients', parts(of('inputWidth'), of('hiddenWidth'))],
    ['inputSignals', tiles(rows, of('trainedWidth'))],
    ['layerAdam', 2 * of('layerSize') + 1],
  ];
}

/** Returns all dispatches of a step but the last, rowAdam, whose size depends on the batch's entities. */
export function fixedDispatches(
  shape: StageShape,
  pipelines: Pipelines,
  { tile, margin }: { tile: Tile; margin: boolean },
): Dispatch[] {
  return invocations(shape, tile, margin)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({
      pipeline: pipelines[name],
      workgroups: Math.ceil(count / tile.workgroup),
    }));
}
