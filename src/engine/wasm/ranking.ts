/** Exact top lists of many users: the part of an evaluation that is all multiplication. */
import { CodedError } from '../../coded';
import { OBJECTIVES } from '../../data/schema';
import type { RankOptions } from '../engine';
import { padTo } from '../stage/towerLayout';
import type { Arena, Matrix } from './arena';
import { Products } from './products';

/** Users scored at a time, and items whose vectors stay in the cache. */
const USERS = 32;
const ITEMS = 1024;

/** Returns at most how many bytes a ranking takes: every block's units are padded to eight. */
export function rankingBytes(items: number, width: number): number {
  const rows = padTo(ITEMS, items);
  const columns = width + 8 * OBJECTIVES.length;
  return 4 * columns * (rows + ITEMS + USERS) + 4 * USERS * rows + items;
}

/** Ranks as Engine.rank says. Throws CodedError (`bad-k`) when k is not a whole number from 1 on. */
export async function rankItems(arena: Arena, options: RankOptions): Promise<Int32Array[]> {
  const { k, users, objectives, vectors, removed, yieldIfDue } = options;
  if (!Number.isInteger(k) || k < 1) throw new CodedError('bad-k', { k: String(k) });
  arena.reset();
  const { width, blocks } = vectors;
  const items = vectors.items.length / width;
  const units = Array.from({ length: objectives }, (_, block) => unitsOf(blocks, block));
  const itemBlocks = units.map((own) => blockMatrix(arena, padTo(ITEMS, items), own.length));
  units.forEach((own, block) => {
    fill(arena, itemBlocks[block]!, {
      values: vectors.items,
      width,
      units: own,
      rows: items,
      rowAt: (row) => row,
    });
  });
  const userBlocks = units.map((own) => blockMatrix(arena, USERS, own.length));
  const scores = arena.matrix(USERS, padTo(ITEMS, items));
  const widest = Math.max(8, ...units.map((own) => padTo(8, own.length)));
  const products = new Products(arena, { panels: ITEMS * widest, blocks: USERS * widest });
  const removedAt = arena.reserve(items);
  const listAt = arena.reserve(4 * k);
  const bestAt = arena.reserve(4 * k);
  const lists = Array.from({ length: objectives }, () => new Int32Array(users.length * k));
  for (let start = 0; start < users.length; start += USERS) {
    const chunk = users.subarray(start, start + USERS);
    units.forEach((own, block) => {
      const rowAt = (row: number) => chunk[row]!;
      fill(arena, userBlocks[block]!, {
        values: vectors.users,
        width,
        units: own,
        rows: chunk.length,
        rowAt,
      });
      score(products, {
        users: userBlocks[block]!,
        items: itemBlocks[block]!,
        scores,
        accumulate: block > 0 && vectors.scores === 'cumulative',
      });
      chunk.forEach((user, row) => {
        const out = removed?.(user);
        if (out) arena.byteView(removedAt, items).set(out);
        const at = scores.at + row * scores.stride;
        arena.kernels.topItems(at, items, out ? removedAt : 0, k, listAt, bestAt);
        lists[block]!.set(arena.words(listAt, k), (start + row) * k);
      });
    });
    await yieldIfDue?.();
  }
  return lists;
}

const unitsOf = (blocks: Uint8Array, block: number): number[] =>
  [...blocks.keys()].filter((unit) => blocks[unit] === block);

const blockMatrix = (arena: Arena, rows: number, units: number): Matrix =>
  arena.matrix(rows, padTo(8, Math.max(1, units)));

interface Source {
  values: Float32Array;
  width: number;
  units: readonly number[];
  rows: number;
  rowAt: (row: number) => number;
}

function fill(
  arena: Arena,
  { at, rows: room, columns }: Matrix,
  { values, width, units, rows, rowAt }: Source,
): void {
  const to = arena.floats(at, room * columns);
  for (let row = 0; row < rows; row++) {
    const from = rowAt(row) * width;
    for (let place = 0; place < units.length; place++)
      to[row * columns + place] = values[from + units[place]!]!;
  }
}

/** S (+)= U·Iᵀ, some items at a time. */
function score(
  products: Products,
  { users, items, scores, accumulate }: { users: Matrix; items: Matrix; scores: Matrix; accumulate: boolean },
): void {
  for (let first = 0; first < items.rows; first += ITEMS) {
    products.multiply({
      left: users,
      right: { ...items, at: items.at + first * items.stride, rows: ITEMS },
      out: { ...scores, at: scores.at + 4 * first, columns: ITEMS },
      transpose: 'right',
      accumulate,
    });
  }
}
