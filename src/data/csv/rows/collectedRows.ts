/** Orders the collected rows for the log: ids sorted, bits as depths, gaps in the funnel closed. */

import type { RawRows } from '../../log';
import { withoutFraction } from '../cells/ids';
import type { OrderedSide } from '../features/csvFeatures';
import type { FileReading } from '../fileReadTypes';
import { excerpt } from '../issues/excerpt';
import type { IssueList } from '../issues/issueList';
import type { ColumnMapping } from '../understand/mappingTypes';
import type { Collector } from './collector';
import { findFunnelGaps } from './funnelGaps';
import { depthOf } from './outcomeBits';
import { type Anomalies, rejected } from './rowOutcome';

interface OrderOptions {
  readonly collector: Collector;
  readonly mapping: Partial<ColumnMapping>;
  readonly anomalies: Anomalies;
  readonly notices: IssueList;
}

type Collected = ReturnType<Collector['rows']>;

export interface OrderedRows {
  rows: RawRows;
  /** The kinds of events that rows record: a union of OUTCOME_BITS. */
  recorded: number;
  ordered: { users: OrderedSide; items: OrderedSide };
}

/**
 * Ids sorted by their characters, so that the order of a file's rows does not matter. Gaps between the
 * outcomes of a pair, in whichever of its rows they stand, are counted among the anomalies, or in strict
 * mode their rows rejected.
 */
export function orderRows(readings: readonly FileReading[], options: OrderOptions): OrderedRows {
  const { collector, anomalies } = options;
  const single = readings.some(({ shape }) => shape === 'events' || shape === 'files');
  const collected = single || anomalies.rowsWithGap > 0 ? withoutGaps(options) : collector.rows();
  noteAlike(collector, options.notices);
  const users = inOrder(collector.users, collected.user);
  const items = inOrder(collector.items, collected.item);
  const timed = readings.every(({ roles }) => roles.single.timestamp !== undefined);
  return {
    rows: {
      user: collected.user.map((code) => users.rankOf[code]!),
      item: collected.item.map((code) => items.rankOf[code]!),
      depth: collected.bits.map(depthOf),
      ...(timed && { time: collected.time }),
    },
    recorded: collected.bits.reduce((all, bits) => all | bits, 0),
    ordered: { users, items },
  };
}

function withoutGaps({ collector, mapping, anomalies, notices }: OrderOptions): Collected {
  const collected = collector.rows();
  const recorded = collected.bits.reduce((all, bits) => all | bits, 0);
  const gaps = findFunnelGaps(collected, {
    recorded,
    users: collector.users.length,
    items: collector.items.length,
  });
  if (mapping.nesting !== 'reject') {
    anomalies.clickWithoutExposure += gaps.clickWithoutExposure;
    anomalies.conversionWithoutClick += gaps.conversionWithoutClick;
    return collected;
  }
  gaps.rejected.forEach((gap, row) => {
    if (gap === 0) return;
    notices.add({ ...rejected(gap === 2 ? 'conversion' : 'click'), line: collected.line[row]! });
  });
  const isKept = (_: number, row: number) => gaps.rejected[row] === 0;
  return {
    user: collected.user.filter(isKept),
    item: collected.item.filter(isKept),
    bits: collected.bits.filter(isKept),
    time: collected.time.filter(isKept),
    line: collected.line.filter(isKept),
  };
}

/** Notes ids that occur with and without a fraction of 0: 100 and 100.0 may be one. */
function noteAlike({ users, items }: Collector, notices: IssueList): void {
  for (const [side, ids] of [
    ['users', users],
    ['items', items],
  ] as const) {
    const written = ids.filter((id) => withoutFraction(id) !== id);
    if (written.length === 0) continue;
    const all = new Set(ids);
    const alike = written.filter((id) => all.has(withoutFraction(id)));
    const [first] = alike;
    if (first === undefined) continue;
    const values = {
      side,
      count: alike.length,
      first: excerpt(first),
      second: excerpt(withoutFraction(first)),
    };
    notices.add({ code: 'ids-alike', values }, alike.length);
  }
}

/** The ids that occur in `rows`, sorted, and the rank of each code among them. */
function inOrder(texts: readonly string[], rows: Int32Array): OrderedSide & { rankOf: Int32Array } {
  const occurs = new Uint8Array(texts.length);
  for (const code of rows) occurs[code] = 1;
  const codes = Int32Array.from(texts.keys())
    .filter((code) => occurs[code])
    .sort((a, b) => (texts[a]! < texts[b]! ? -1 : 1));
  const rankOf = new Int32Array(texts.length).fill(-1);
  codes.forEach((code, rank) => {
    rankOf[code] = rank;
  });
  return { ids: Array.from(codes, (code) => texts[code]!), codes, rankOf };
}
