/** Inputs of the towers: embedding rows of an entity, side by side. */

import { type EncodedSide, meanOfRows, rowsOf } from './lookups';
import type { EmbeddingTable, TableGroup } from './tower';

/** Computes the mean id row over the ids seen in training, which unseen ids take. [width] */
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
  /** Row that unseen ids read instead of their own; absent: they read their own. */
  meanIdRow?: Float64Array | undefined;
}

/**
 * Gathers x[n, c], the c-th wanted input column of entity n, the mean over the rows it reads.
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
  let offset = 0;
  for (const [tableIndex, table] of tower.tables.entries()) {
    const wanted = localColumns(table, columns);
    const lookup = side.lookups[tableIndex]!;
    const { rows, starts } = lookup;
    for (let n = 0; n < entities.length; n++) {
      const entity = entities[n]!;
      const isUnseen = meanIdRow !== undefined && tableIndex === 0 && !side.seen[entity];
      const target = n * columns.length + offset;
      if (starts && !isUnseen) {
        const list = rowsOf(lookup, entity);
        for (let index = 0; index < wanted.length; index++) {
          inputs[target + index] = meanOfRows(table, list, wanted[index]!);
        }
        continue;
      }
      const source = isUnseen ? meanIdRow : table.weights;
      const start = isUnseen ? 0 : rows[entity]! * table.width;
      for (let index = 0; index < wanted.length; index++) {
        inputs[target + index] = source[start + wanted[index]!]!;
      }
    }
    offset += wanted.length;
  }
  return inputs;
}

/** Returns the wanted input columns that lie in a table, counted from its first. */
export function localColumns(table: EmbeddingTable, columns: Int32Array): Int32Array {
  const end = table.firstColumn + table.width;
  return columns
    .filter((column) => column >= table.firstColumn && column < end)
    .map((column) => column - table.firstColumn);
}
