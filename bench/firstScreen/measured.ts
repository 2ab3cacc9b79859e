/** What was measured, beside what issue 13 asks for, printed line by line. */

export interface Measured {
  name: string;
  unit: string;
  /** One for each time it was measured. */
  values: readonly number[];
  /** Largest, or for a rate smallest, median that is wanted; absent where none is. */
  atMost?: number;
  atLeast?: number;
}

/** Prints a line for each: median, all values, and whether the target is met. */
export function print(all: readonly Measured[]): void {
  for (const { name, unit, values, atMost, atLeast } of all) {
    const middle = median(values);
    const isMet = middle <= (atMost ?? Infinity) && middle >= (atLeast ?? -Infinity);
    const target =
      atMost !== undefined ? `at most ${atMost}` : atLeast !== undefined ? `at least ${atLeast}` : '';
    console.log(
      [
        name.padEnd(44),
        `${plain(middle)} ${unit}`.padStart(12),
        target && `  ${target} ${isMet ? '✓' : '✗'}`.padEnd(20),
        `  (${values.map(plain).join(', ')})`,
      ].join(''),
    );
  }
}

/** Returns the middle value, of an even number the upper of both. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const plain = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 3 : 0);
