/** Pairs of which a deeper event is told and a shallower one is not, over all rows of the pair. */
import { sortedBy } from '../../log';

export interface NestingRows {
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** 1 exposure, 2 click, 4 conversion. */
  readonly bits: Uint8Array;
}

export interface FunnelGaps {
  clickWithoutExposure: number;
  conversionWithoutClick: number;
  /** [rows] 1 click, 2 conversion: the row's event lacks the one before it. */
  rejected: Uint8Array;
}

/** `told`: bits of the objectives that the log tells at all; what it never tells cannot be missing. */
export function findFunnelGaps(
  { user, item, bits }: NestingRows,
  { told, users, items }: { readonly told: number; readonly users: number; readonly items: number },
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
    const noExposure = (told & 1) !== 0 && (seen & 1) === 0;
    const noClick = (told & 2) !== 0 && (seen & 4) !== 0 && (seen & 2) === 0;
    if (noExposure) gaps.clickWithoutExposure++;
    if (noClick) gaps.conversionWithoutClick++;
    for (let place = start; place < end; place++) {
      const one = order[place]!;
      if (noExposure) gaps.rejected[one] = 1;
      else if (noClick && (bits[one]! & 4) !== 0) gaps.rejected[one] = 2;
    }
    start = end;
  }
  return gaps;
}
