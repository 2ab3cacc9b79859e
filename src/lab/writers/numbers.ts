/** Number formats of written tables. */
import type { Estimate } from '../statistics';

/** Writes three decimals: 0.3124 → .312, −0.05 → −.050, 1 → 1.000. */
export function decimal(value: number): string {
  return value
    .toFixed(3)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', '−');
}

/** Writes a share: 0.0541 → 5.4%. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** Writes mean ± deviation; the mean alone for a single seed. */
export const withDeviation = ({ mean, deviation }: Estimate, write = decimal): string =>
  deviation === undefined ? write(mean) : `${write(mean)} ± ${write(deviation)}`;

/** Writes a count: 1234567 → 1,234,567. */
export const integer = (value: number): string => Math.round(value).toLocaleString('en');

/** Writes three digits: 0.0123, 1.23, 123. */
export function short(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.min(6, Math.max(0, 2 - magnitude)));
}
