/** The memory of a step, laid out for the sizes of its batches. */
import type { Batch } from '../../data/batches';
import { ownerOf } from '../../model/ownerBytes';
import type { StageSpec } from '../engine';
import { BatchWriter, type TermRows } from '../stage/batchWriter';
import type { StageSide } from '../stage/stageSides';
import { padTo } from '../stage/towerLayout';
import type { Arena, Matrix } from './arena';
import { Products } from './products';
import type { SideWidths, WasmSide } from './stageSide';

/** The parts of an open stage that do not depend on its batches. */
export interface StageParts {
  spec: StageSpec;
  sides: readonly StageSide[];
  widths: readonly [SideWidths, SideWidths];
  caches: readonly Float32Array[];
  /** The first term has margins. */
  margin: boolean;
}

/** The part of a stage's memory that depends on the sizes of its batches. */
export interface BatchResources {
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

/** Lays out, at the first step and whenever batches change size, what one step writes. */
export function layOutBatches(
  arena: Arena,
  { parts, sides: wasmSides }: { parts: StageParts; sides: readonly WasmSide[] },
  batches: readonly Batch[],
): BatchResources {
  const { spec, sides, widths, margin } = parts;
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
  wasmSides.forEach((side, index) => {
    side.arrange(products, { most: most[index]!, all: all[index]! });
  });
  const [rows, columns] = most as [number, number];
  const words = arena.reserve(writer.words.byteLength);
  arena.words(words, writer.words.length).set(new Int32Array(writer.words.buffer));
  return {
    groups,
    writer,
    products,
    words,
    userRows,
    scores: arena.matrix(rows, columns),
    upstream: arena.matrix(margin ? rows : 0, columns),
    teacher: arena.matrix(spec.teacher ? rows : 0, columns),
    entities: arena.reserve(4 * columns),
    logQ: arena.reserve(4 * columns),
  };
}

/** Returns the rows of every group, term by term, users before items; all users' rows come before the items'. Each padded to sixteen. */
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

/** Returns the floats of the largest operands that any product of a step packs. */
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
