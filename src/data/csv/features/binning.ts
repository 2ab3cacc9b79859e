/** Numbers as categories: bins that hold about equally many entities. */
import type { NumberColumn } from '../cells/numberColumn';

const BINS = 10;

export interface Bins {
  /** “low – high” of each bin's own values, from the lowest bin up. */
  labels: string[];
  /** [entities] its bin; −1 without a number. */
  bin: Int32Array;
}

/** Bin of x = how many of the inner deciles of all numbers are ≤ x; equal deciles fall together. → [entities] */
export function quantileBins(numbers: readonly (number | undefined)[]): Bins {
  const sorted = numbers.filter((number) => number !== undefined).sort((a, b) => a - b);
  const deciles = Array.from(
    { length: BINS - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)]!,
  );
  const edges = [...new Set(deciles)].filter((edge) => edge > sorted[0]!);
  const low = new Array<number>(edges.length + 1).fill(Number.POSITIVE_INFINITY);
  const high = new Array<number>(edges.length + 1).fill(Number.NEGATIVE_INFINITY);
  const bin = Int32Array.from(numbers, (number) => {
    if (number === undefined) return -1;
    const next = edges.findIndex((edge) => edge > number);
    const index = next < 0 ? edges.length : next;
    low[index] = Math.min(low[index]!, number);
    high[index] = Math.max(high[index]!, number);
    return index;
  });
  const labels = low.map((from, index) => (from === high[index] ? `${from}` : `${from} – ${high[index]}`));
  return { labels, bin };
}

/** Share of the different values that may be something else, such as “free” among prices. */
const MAX_MISFITS = 0.05;

/** True for measured values: numbers, some with a fraction or a currency, more of them than there are bins. */
export function looksNumeric({ format, isMeasured, filled, misfits }: NumberColumn): boolean {
  return format !== undefined && isMeasured && filled > BINS && misfits <= MAX_MISFITS * filled;
}
