/** A difference with its sign, also where it is above 0. */

/** Returns “+0.012”, “−0.012”, or “±0” where the digits shown are all 0. */
export function signed(value: number, format: (value: number) => string): string {
  const digits = format(Math.abs(value));
  if (!/[1-9]/.test(digits)) return '±0';
  return `${value > 0 ? '+' : '−'}${digits}`;
}
