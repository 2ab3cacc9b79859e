/**
 * The part of a model that one batch touches, so that dense gradients of a few rows cost a few rows and not
 * a table of a million.
 */
import type { Batch } from '../../data/batches';
import { type EmbeddingLookup, type EncodedSide, type EncodedSides, lookupsOf } from '../lookups';
import type { Model, Tower } from '../tower';

/**
 * The batch's users and items numbered anew, and tables cut to the rows they read; what shared a row shares
 * it still. Layers and owners are the model's own arrays, not copies.
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
      users: userPart.places,
      candidates: itemPart.places,
      logQ: Float32Array.from(itemPart.distinct, (item) => logQ[item]!),
    },
  };
}

interface SidePart {
  tower: Tower;
  side: EncodedSide;
  distinct: Int32Array;
  places: Int32Array;
}

function cutSide(tower: Tower, side: EncodedSide, entities: Int32Array): SidePart {
  const { distinct, places } = numberAnew(entities);
  const lookups: EmbeddingLookup[] = [];
  const tables = tower.tables.map((table, index) => {
    const own = lookupsOf(side.lookups[index]!, distinct);
    const read = numberAnew(own.rows);
    lookups.push({ ...own, rows: read.places });
    const { width } = table;
    const weights = new Float64Array(read.distinct.length * width);
    read.distinct.forEach((row, place) => {
      weights.set(table.weights.subarray(row * width, (row + 1) * width), place * width);
    });
    return { ...table, rows: read.distinct.length, weights };
  });
  const seen = Uint8Array.from(distinct, (entity) => side.seen[entity]!);
  return { tower: { ...tower, tables }, side: { count: distinct.length, lookups, seen }, distinct, places };
}

/** The numbers that occur, in order of first occurrence, and for each entry where its number stands there. */
function numberAnew(numbers: Int32Array): { distinct: Int32Array; places: Int32Array } {
  const placeOf = new Map<number, number>();
  const places = numbers.map((number) => {
    const place = placeOf.get(number) ?? placeOf.size;
    placeOf.set(number, place);
    return place;
  });
  return { distinct: Int32Array.from(placeOf.keys()), places };
}
