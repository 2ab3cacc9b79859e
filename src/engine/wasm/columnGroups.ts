/** Four input columns at a time: where they stand in their table's rows, and which of them train. */
import type { EmbeddingTable } from '../../model/tower';
import type { TowerLayout } from '../stage/towerLayout';

/** Words of a group: slot (−1: padding), whether its columns stand together, four offsets in bytes, four masks. */
const GROUP_WORDS = 12;

/** `width` counts columns, a multiple of eight; `owners` those of the tower's input columns. */
export function columnGroups(
  { inputs, tableOf, active }: TowerLayout,
  tables: readonly EmbeddingTable[],
  { width, owners, owner }: { width: number; owners: Uint8Array; owner: number },
): Int32Array {
  const words = new Int32Array((width / 4) * GROUP_WORDS);
  for (let group = 0; group < width / 4; group++) {
    const start = group * GROUP_WORDS;
    const columns = [0, 1, 2, 3].map((lane) => {
      const packed = inputs[4 * group + lane] ?? -1;
      return packed < 0 ? -1 : active.columns[packed]!;
    });
    if (columns[0]! < 0) {
      words[start] = -1;
      continue;
    }
    const slot = tableOf[4 * group]!;
    const offsets = columns.map((column) => (column < 0 ? -1 : 4 * (column - tables[slot]!.firstColumn)));
    const together = offsets.every((offset, lane) => offset === offsets[0]! + 4 * lane);
    words.set([slot, Number(together), ...offsets], start);
    words.set(
      columns.map((column) => (column >= 0 && owners[column] === owner ? -1 : 0)),
      start + 6,
    );
  }
  return words;
}
