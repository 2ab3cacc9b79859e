/** Flags and numbers as files write them. */

/** Returns 1 for 1, 1.0, true, yes; 0 for 0, 0.0, false, no and an empty cell; undefined for all else. */
export function parseFlag(value: string): 0 | 1 | undefined {
  if (/^(1(\.0*)?|true|yes)$/i.test(value)) return 1;
  if (/^(0(\.0*)?|false|no)?$/i.test(value)) return 0;
  return undefined;
}

/** Returns a number with a decimal point or comma; undefined for all else. */
export function parseNumber(value: string): number | undefined {
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(value)) return undefined;
  return Number(value.replace(',', '.'));
}
