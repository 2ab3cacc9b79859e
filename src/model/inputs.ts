/** The towers' inputs: embedding rows of an entity, side by side. */

import { type EncodedSide, meanOfRows, rowsOf } from './lookups';
import type { EmbeddingTable, TableGroup } from './tower';

/** Mean id row over the ids seen in training: what an unseen id is given. [width] */
export function meanSeenRow(table: EmbeddingTable, seen: Uint8Array): Float64Array {
  const mean = new Float64Array(table.width);
  let count = 0;
  for (let row = 0; row < table.rows; row++) {
    if (!seen[row]) continue;
    count++;
    for (let column = 0; column < table.width; column++) {
      mean[column]! += table.weights[row * table.width + column]!;
    }
  }
  return mean.map((sum) => (count > 0 ? sum / count : 0));
}

export interface GatherOptions {
  tower: Pick<TableGroup, 'tables'>;
  side: EncodedSide;
  entities: Int32Array;
  /** Input columns wanted, ascending. */
  columns: Int32Array;
  /** Given: unseen ids read this row instead of their own. */
  meanIdRow?: Float64Array | undefined;
}

/**
 * x[n, c] = the c-th wanted input column of entity n, the mean over the rows it reads.
 * → [entities × columns]
 */
export function gatherInputs({
  tower,
  side,
  entities,
  columns,
  meanIdRow,
}: GatherOptions): Float32Array<ArrayBuffer> {
  const inputs = new Float32Array(entities.length * columns.length);
  let place = 0;
  for (const [tableIndex, table] of tower.tables.entries()) {
    const wanted = localColumns(table, columns);
    const reads = side.lookups[tableIndex]!;
    const { rows, starts } = reads;
    for (let n = 0; n < entities.length; n++) {
      const entity = entities[n]!;
      const borrows = meanIdRow !== undefined && tableIndex === 0 && !side.seen[entity];
      const target = n * columns.length + place;
      if (starts && !borrows) {
        const own = rowsOf(reads, entity);
        for (let index = 0; index < wanted.length; index++) {
          inputs[target + index] = meanOfRows(table, own, wanted[index]!);
        }
        continue;
      }
      const source = borrows ? meanIdRow : table.weights;
      const start = borrows ? 0 : rows[entity]! * table.width;
      for (let index = 0; index < wanted.length; index++) {
        inputs[target + index] = source[start + wanted[index]!]!;
      }
    }
    place += wanted.length;
  }
  return inputs;
}

/** Those of the wanted input columns that lie in a table, counted from its first. */
export function localColumns(table: EmbeddingTable, columns: Int32Array): Int32Array {
  const end = table.firstColumn + table.width;
  return columns
    .filter((column) => column >= table.firstColumn && column < end)
    .map((column) => column - table.firstColumn);
}
