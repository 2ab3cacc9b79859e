/** What one step of a stage records: the shapes once its batches are known, and its dispatches. */
import type { Dispatch } from './bindings';
import type { Pipelines } from './device';
import { MOST_CHUNKS } from './kernels/bindings';
import type { StepKernel, Tile } from './kernels/kernels';
import { tilesOf } from './kernels/product';
import { type Chunk, chunksOf, type Group, type Shape } from './shape';
import { layerStarts, padTo, type Widths } from './towerLayout';

/** Losses that fit the ring; it is read before it is full. */
export const RING = 256;

export interface StageWidths extends Widths {
  /** Cached vectors of earlier blocks and of a teacher, multiples of four. */
  upstream: number;
  taught: number;
}

/** Rows of every group: term by term, users before items, each padded to sixteen. */
export function groupsOf(sizes: readonly { users: number; candidates: number }[]): Group[] {
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

export interface StageShape {
  numbers: Shape['numbers'];
  sides: Shape['sides'];
  /** Of the scratch. */
  bytes: number;
  /** Where the ring starts, in bytes. */
  ringAt: number;
}

/** Lays out the scratch of a step. `used` counts the input and read columns that each side fills. */
export function shapeOf(
  groups: readonly Group[],
  widths: StageWidths,
  used: readonly { inputs: number; reads: number }[],
): StageShape {
  const { inputs, trained, frozen, hidden, outputs, upstream, taught } = widths;
  const chunks: readonly Chunk[][] = [0, 1].map((side) =>
    chunksOf(
      groups.filter((_, index) => index % 2 === side),
      MOST_CHUNKS / 2,
    ),
  );
  const sum = (side?: number) =>
    groups.reduce(
      (rows, { padded }, index) => rows + (side === undefined || index % 2 === side ? padded : 0),
      0,
    );
  const rows = sum();
  const userRows = sum(0);
  const candidates = Math.max(...groups.map(({ padded }, index) => (index % 2 === 1 ? padded : 0)));
  const starts = layerStarts(widths);
  const chunkCount = chunks[0]!.length + chunks[1]!.length;
  const sizes = {
    inputs: rows * inputs,
    reads: rows * (frozen + hidden),
    vectors: rows * (outputs + upstream + taught),
    logits: userRows * candidates,
    taught: taught > 0 ? groups[0]!.padded * candidates : 0,
    outputSignals: rows * outputs,
    hiddenSignals: rows * hidden,
    inputSignals: rows * trained,
    partials: 4 * chunkCount * starts.layerSize,
    rowLosses: userRows,
    positives: groups[0]!.padded,
    ring: RING,
  };
  let end = 0;
  const regions: Shape['numbers'] = {};
  for (const [name, scalars] of Object.entries(sizes)) {
    regions[name as keyof typeof sizes] = end;
    end += scalars / 4;
  }
  return {
    numbers: {
      ...starts,
      ...regions,
      rows,
      userRows,
      inputWidth: inputs / 4,
      trainedWidth: trained / 4,
      frozenWidth: frozen / 4,
      hiddenWidth: hidden / 4,
      readWidth: (frozen + hidden) / 4,
      outputWidth: outputs / 4,
      upstreamWidth: upstream / 4,
      taughtWidth: taught / 4,
      vectorWidth: (outputs + upstream + taught) / 4,
      candidateWidth: candidates / 4,
      hiddenStart: frozen / 4,
      chunks: chunkCount,
    },
    sides: used.map((side, index) => ({ ...side, chunks: chunks[index]! })),
    bytes: 16 * end,
    ringAt: 16 * regions.ring!,
  };
}

/** Invocations of each kernel that do not depend on what a batch holds, in the order of a step. */
function invocations({ numbers }: StageShape, tile: Tile, margin: boolean): [StepKernel, number][] {
  const of = (name: keyof Shape['numbers']) => numbers[name] ?? 0;
  const tiles = (rows: number, width: number) => tilesOf(tile, { rows, columns: 4 * width });
  const rows = of('rows');
  const cached = of('frozenWidth') + of('upstreamWidth') + of('taughtWidth');
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

/** All dispatches of a step but the last, the embedding rows' Adam, whose size the batch decides. */
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
