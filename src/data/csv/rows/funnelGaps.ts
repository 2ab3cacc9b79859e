/** Pairs for which a deeper event is recorded and a shallower one is not, over all rows of the pair. */
import { sortedBy } from '../../log';
import { OUTCOME_BITS } from './outcomeBits';

export interface PairRows {
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Sums of OUTCOME_BITS. */
  readonly bits: Uint8Array;
}

export interface FunnelGaps {
  clickWithoutExposure: number;
  conversionWithoutClick: number;
  /** [rows] 1 click, 2 conversion: the row's event lacks the one before it. */
  rejected: Uint8Array;
}

/** True where a pair has events but no exposure, in a log that records exposures at all. */
export const lacksExposure = (pair: number, recorded: number): boolean =>
  (recorded & OUTCOME_BITS.exposure) !== 0 && (pair & OUTCOME_BITS.exposure) === 0;

/** True where a pair has a conversion but no click, in a log that records clicks at all. */
export const lacksClick = (pair: number, recorded: number): boolean =>
  (recorded & OUTCOME_BITS.click) !== 0 &&
  (pair & OUTCOME_BITS.conversion) !== 0 &&
  (pair & OUTCOME_BITS.click) === 0;

/** Counts the pairs with gaps. `recorded`: bits of the objectives that occur in the log; others cannot be missing. */
export function findFunnelGaps(
  { user, item, bits }: PairRows,
  { recorded, users, items }: { readonly recorded: number; readonly users: number; readonly items: number },
): FunnelGaps {
  const order = sortedBy(user, users, sortedBy(item, items));
  const gaps: FunnelGaps = {
    clickWithoutExposure: 0,
    conversionWithoutClick: 0,
    rejected: new Uint8Array(bits.length),
  };
  for (let start = 0; start < order.length; ) {
    const row = order[start]!;
    let end = start;
    let seen = 0;
    while (end < order.length && user[order[end]!] === user[row] && item[order[end]!] === item[row]) {
      seen |= bits[order[end]!]!;
      end++;
    }
    const noExposure = lacksExposure(seen, recorded);
    const noClick = lacksClick(seen, recorded);
    if (noExposure) gaps.clickWithoutExposure++;
    if (noClick) gaps.conversionWithoutClick++;
    for (let index = start; index < end; index++) {
      const pairRow = order[index]!;
      if (noExposure) gaps.rejected[pairRow] = 1;
      else if (noClick && (bits[pairRow]! & OUTCOME_BITS.conversion) !== 0) gaps.rejected[pairRow] = 2;
    }
    start = end;
  }
  return gaps;
}
