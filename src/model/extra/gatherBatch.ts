/**
 * The sub-model that one batch reads, so that dense gradients of a few rows cost a few rows and not a table of a
 * million.
 */
import type { Batch } from '../../data/batches';
import { type EmbeddingLookup, type EncodedSide, type EncodedSides, lookupsOf } from '../lookups';
import type { Model, Tower } from '../tower';

/**
 * Renumbers the batch's users and items and cuts the tables to the rows they read; entities that shared a row
 * still share it. Layers and owners are the model's own arrays, not copies.
 */
export function gatherBatch(
  model: Model,
  sides: EncodedSides,
  { users, candidates, logQ }: Batch,
): { model: Model; sides: EncodedSides; batch: Batch } {
  const userPart = cutSide(model.users, sides.users, users);
  const itemPart = cutSide(model.items, sides.items, candidates);
  return {
    model: { ...model, users: userPart.tower, items: itemPart.tower },
    sides: { users: userPart.side, items: itemPart.side },
    batch: {
      users: userPart.indices,
      candidates: itemPart.indices,
      logQ: Float32Array.from(itemPart.distinct, (item) => logQ[item]!),
    },
  };
}

interface SidePart {
  tower: Tower;
  side: EncodedSide;
  distinct: Int32Array;
  indices: Int32Array;
}

function cutSide(tower: Tower, side: EncodedSide, entities: Int32Array): SidePart {
  const { distinct, indices } = renumber(entities);
  const lookups: EmbeddingLookup[] = [];
  const tables = tower.tables.map((table, index) => {
    const lookup = lookupsOf(side.lookups[index]!, distinct);
    const read = renumber(lookup.rows);
    lookups.push({ ...lookup, rows: read.indices });
    const { width } = table;
    const weights = new Float64Array(read.distinct.length * width);
    read.distinct.forEach((row, target) => {
      weights.set(table.weights.subarray(row * width, (row + 1) * width), target * width);
    });
    return { ...table, rows: read.distinct.length, weights };
  });
  const seen = Uint8Array.from(distinct, (entity) => side.seen[entity]!);
  return { tower: { ...tower, tables }, side: { count: distinct.length, lookups, seen }, distinct, indices };
}

/** Returns the distinct numbers, in order of first occurrence, and for each entry the index of its number there. */
function renumber(numbers: Int32Array): { distinct: Int32Array; indices: Int32Array } {
  const indexOf = new Map<number, number>();
  const indices = numbers.map((number) => {
    const index = indexOf.get(number) ?? indexOf.size;
    indexOf.set(number, index);
    return index;
  });
  return { distinct: Int32Array.from(indexOf.keys()), indices };
}
