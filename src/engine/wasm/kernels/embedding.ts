/**
 * Embedding rows of a batch: the decay they have missed, their way into the towers' inputs, and the lazy Adam
 * of those that occur. A batch is written as words (batchWriter.ts): a record for every row of it, a segment
 * for every table row that occurs, with the batch rows that read it in order.
 */
import { adam4 } from './adam';
import { LEFT_OUT } from './vector';

/** Words of one column group of four: table slot (−1: padding), whether contiguous, four offsets, four masks. */
const GROUP_BYTES: usize = 48;
const CONTIGUOUS: usize = 4;
const OFFSETS: usize = 8;
const MASKS: usize = 24;
/** Bytes of a segment: first element of the table's row, decay, first and end position, table. */
const SEGMENT_BYTES: usize = 20;
/** Bytes of a row record's header (entity, log-q), and of each table's two words after it. */
const RECORD_HEADER: usize = 8;
const SLOT_BYTES: usize = 8;
/** Bytes of an entry of a list: first element of the table's row, decay. */
const ENTRY_BYTES: usize = 8;

/** Four weights of the row at `row`, in the group's order; padding lanes are 0. */
// @ts-expect-error: AssemblyScript's decorator
@inline
function loadGroup(row: usize, group: usize): v128 {
  if (load<i32>(group, CONTIGUOUS)) return v128.load(row + <usize>load<i32>(group, OFFSETS));
  return f32x4(
    loadLane(row, load<i32>(group, OFFSETS)),
    loadLane(row, load<i32>(group, OFFSETS + 4)),
    loadLane(row, load<i32>(group, OFFSETS + 8)),
    loadLane(row, load<i32>(group, OFFSETS + 12)),
  );
}

// @ts-expect-error: AssemblyScript's decorator
@inline
function loadLane(row: usize, offset: i32): f32 {
  return offset < 0 ? 0 : load<f32>(row + <usize>offset);
}

/** Writes the lanes whose mask is set. */
// @ts-expect-error: AssemblyScript's decorator
@inline
function storeGroup(row: usize, group: usize, values: v128): void {
  if (load<i32>(group, CONTIGUOUS)) {
    const at = row + <usize>load<i32>(group, OFFSETS);
    v128.store(at, v128.bitselect(values, v128.load(at), v128.load(group, MASKS)));
    return;
  }
  if (load<i32>(group, MASKS)) store<f32>(row + <usize>load<i32>(group, OFFSETS), f32x4.extract_lane(values, 0));
  if (load<i32>(group, MASKS + 4)) store<f32>(row + <usize>load<i32>(group, OFFSETS + 4), f32x4.extract_lane(values, 1));
  if (load<i32>(group, MASKS + 8)) store<f32>(row + <usize>load<i32>(group, OFFSETS + 8), f32x4.extract_lane(values, 2));
  if (load<i32>(group, MASKS + 12)) store<f32>(row + <usize>load<i32>(group, OFFSETS + 12), f32x4.extract_lane(values, 3));
}

/**
 * w ← w·decay in the trained columns of every row that occurs: what it missed since it was last touched.
 * `trained` [tables]: first group and count of each table's groups that train, as two words.
 */
export function catchUp(tables: usize, groups: usize, trained: usize, segments: usize, count: i32): void {
  const end = segments + <usize>count * SEGMENT_BYTES;
  for (let segment = segments; segment < end; segment += SEGMENT_BYTES) {
    const factor = load<f32>(segment, 4);
    if (factor === 1) continue;
    const row = tables + (<usize>load<i32>(segment) << 2);
    const factors = f32x4.splat(factor);
    const own = trained + (<usize>load<i32>(segment, 16) << 3);
    let group = groups + <usize>load<i32>(own) * GROUP_BYTES;
    const last = group + <usize>load<i32>(own, 4) * GROUP_BYTES;
    for (; group < last; group += GROUP_BYTES) {
      storeGroup(row, group, f32x4.mul(loadGroup(row, group), factors));
    }
  }
}

/**
 * x[n] = the embedding rows of batch row n, side by side; of a list their mean, 0 of an empty one.
 * `holdsLists` [tables] words. → inputs [rows × 4·width]
 */
export function gather(
  tables: usize,
  words: usize,
  records: usize,
  recordBytes: usize,
  rows: i32,
  groups: usize,
  width: i32,
  holdsLists: usize,
  inputs: usize,
): void {
  let out = inputs;
  const last = groups + <usize>width * GROUP_BYTES;
  for (let n = 0; n < rows; n++) {
    const record = records + <usize>n * recordBytes + RECORD_HEADER;
    for (let group = groups; group < last; group += GROUP_BYTES) {
      const slot = load<i32>(group);
      let value = f32x4.splat(0);
      if (slot >= 0) {
        const read = record + <usize>slot * SLOT_BYTES;
        value = load<i32>(holdsLists + (<usize>slot << 2))
          ? meanOfList(tables, words + (<usize>load<i32>(read) << 2), load<i32>(read, 4), group)
          : loadGroup(tables + (<usize>load<i32>(read) << 2), group);
      }
      v128.store(out, value);
      out += 16;
    }
  }
}

function meanOfList(tables: usize, entries: usize, count: i32, group: usize): v128 {
  let sum = f32x4.splat(0);
  if (count === 0) return sum;
  for (let entry = entries; entry < entries + <usize>count * ENTRY_BYTES; entry += ENTRY_BYTES) {
    sum = f32x4.add(sum, loadGroup(tables + (<usize>load<i32>(entry) << 2), group));
  }
  return f32x4.div(sum, f32x4.splat(<f32>count));
}

/** Copies a cached row per batch row: cache [entities × cacheBytes] → out [rows × width], padding rows too. */
export function gatherCached(
  cache: usize,
  cacheBytes: usize,
  records: usize,
  recordBytes: usize,
  rows: i32,
  out: usize,
  outRow: usize,
  bytes: usize,
): void {
  let to = out;
  for (let n = 0; n < rows; n++) {
    const from = cache + <usize>load<i32>(records + <usize>n * recordBytes) * cacheBytes;
    for (let c: usize = 0; c < bytes; c += 16) v128.store(to + c, v128.load(from + c));
    to += outRow;
  }
}

/** Entities and log-q of the candidates out of their records; a padding row (entity −1) is left out by its log-q. */
export function readCandidates(records: usize, recordBytes: usize, rows: i32, entities: usize, logQ: usize): void {
  for (let c: usize = 0; c < <usize>rows << 2; c += 4) {
    const record = records + (c >> 2) * recordBytes;
    const entity = load<i32>(record);
    store<i32>(entities + c, entity);
    store<f32>(logQ + c, entity < 0 ? -LEFT_OUT : load<f32>(record, 4));
  }
}

/**
 * Lazy Adam of the table rows that occur: g = Σ over the batch rows that read it, in order, of ∂L/∂x (of a
 * list's mean its share), then one update of the trained columns. `signals` [batch rows × trained width];
 * positions are words that count batch rows from `firstRow` on.
 */
export function rowAdam(
  tables: usize,
  first: usize,
  second: usize,
  words: usize,
  records: usize,
  recordBytes: usize,
  segments: usize,
  count: i32,
  groups: usize,
  trained: usize,
  holdsLists: usize,
  firstTable: i32,
  signals: usize,
  signalBytes: usize,
  firstRow: i32,
  rate: f32,
  correction: f32,
): void {
  const end = segments + <usize>count * SEGMENT_BYTES;
  for (let segment = segments; segment < end; segment += SEGMENT_BYTES) {
    const element = <usize>load<i32>(segment) << 2;
    const from = words + (<usize>load<i32>(segment, 8) << 2);
    const to = words + (<usize>load<i32>(segment, 12) << 2);
    const table = load<i32>(segment, 16);
    const own = trained + (<usize>table << 3);
    const firstGroup = load<i32>(own);
    const lists = load<i32>(holdsLists + (<usize>(table - firstTable) << 2));
    const shares = RECORD_HEADER + <usize>(table - firstTable) * SLOT_BYTES + 4;
    let group = groups + <usize>firstGroup * GROUP_BYTES;
    const last = group + <usize>load<i32>(own, 4) * GROUP_BYTES;
    let column = signals + (<usize>firstGroup << 4);
    for (; group < last; group += GROUP_BYTES) {
      let gradient = f32x4.splat(0);
      for (let position = from; position < to; position += 4) {
        const row = <usize>(load<i32>(position) - firstRow);
        let part = v128.load(column + row * signalBytes);
        if (lists) part = f32x4.div(part, f32x4.splat(<f32>load<i32>(records + row * recordBytes + shares)));
        gradient = f32x4.add(gradient, part);
      }
      if (load<i32>(group, CONTIGUOUS)) {
        const at = element + <usize>load<i32>(group, OFFSETS);
        const mask = v128.load(group, MASKS);
        adam4(tables + at, first + at, second + at, v128.and(gradient, mask), rate, correction, mask);
      } else {
        scatteredAdam(tables + element, first + element, second + element, group, gradient, rate, correction);
      }
      column += 16;
    }
  }
}

/** The same where a group's columns do not stand together in the table. */
function scatteredAdam(
  weights: usize,
  first: usize,
  second: usize,
  group: usize,
  gradient: v128,
  rate: f32,
  correction: f32,
): void {
  v128.store(SCRATCH, loadGroup(weights, group));
  v128.store(SCRATCH, loadGroup(first, group), 16);
  v128.store(SCRATCH, loadGroup(second, group), 32);
  const mask = v128.load(group, MASKS);
  adam4(SCRATCH, SCRATCH + 16, SCRATCH + 32, gradient, rate, correction, mask);
  storeGroup(weights, group, v128.load(SCRATCH));
  storeGroup(first, group, v128.load(SCRATCH, 16));
  storeGroup(second, group, v128.load(SCRATCH, 32));
}

/** Room for one group's weights and moments. */
const SCRATCH: usize = memory.data(48, 16);
