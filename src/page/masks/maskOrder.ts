/** The order in which a mask's rows and columns are drawn, and the words for them. */
import { BLOCKED } from '../../model/ownerBytes';
import type { MaskPicture } from '../../worker/protocol/training';

/** Which stored row and column is drawn at each place. */
export interface MaskOrder {
  rows: Int32Array;
  columns: Int32Array;
}

/**
 * Grouped: columns by owner (a unit's owner is the most frequent byte of its column that is not
 * blocked), rows by how many of their connections are blocked, so that a block-triangular mask
 * looks like stairs. The bias row stays last. Both sorts are stable. Ungrouped: as stored.
 */
export function orderMask(picture: MaskPicture, isGrouped: boolean): MaskOrder {
  const { rows, columns } = picture;
  const natural = (length: number) => Int32Array.from({ length }, (_, index) => index);
  if (!isGrouped) return { rows: natural(rows), columns: natural(columns) };
  const owners = Array.from({ length: columns }, (_, column) => columnOwner(picture, column));
  const blocked = Array.from({ length: rows }, (_, row) => blockedInRow(picture, row));
  if (rows > 1) blocked[rows - 1] = Number.POSITIVE_INFINITY;
  return {
    rows: natural(rows).sort((a, b) => compare(blocked[a]!, blocked[b]!) || a - b),
    columns: natural(columns).sort((a, b) => owners[a]! - owners[b]! || a - b),
  };
}

/** The byte that owns a column: the most frequent that is not blocked, the lower one in a tie. */
export function columnOwner({ rows, columns, owners }: MaskPicture, column: number): number {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const byte = owners[row * columns + column]!;
    if (byte !== BLOCKED) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  let best = BLOCKED;
  for (const [byte, count] of counts) {
    const max = counts.get(best) ?? 0;
    if (count > max || (count === max && byte < best)) best = byte;
  }
  return best;
}

function blockedInRow({ columns, owners }: MaskPicture, row: number): number {
  let count = 0;
  for (let column = 0; column < columns; column++) if (owners[row * columns + column] === BLOCKED) count++;
  return count;
}

/** Not a subtraction: ∞ − ∞ is no order. */
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

/** The feature behind an embedding table's layer name; `hidden` and `output` stay as they are. */
export function tableName(layer: string): string {
  return layer.replace(/^embedding:/, '');
}

/** A table's column that feeds a hidden layer's input row; undefined when the tables do not fit the layer. */
export function inputColumn(
  tables: readonly MaskPicture[],
  inputs: number,
  row: number,
): { table: string; index: number } | undefined {
  if (tables.reduce((sum, { columns }) => sum + columns, 0) !== inputs) return undefined;
  let index = row;
  for (const { layer, columns } of tables) {
    if (index < columns) return { table: tableName(layer), index };
    index -= columns;
  }
  return undefined;
}
