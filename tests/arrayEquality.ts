/**
 * Makes `toEqual` quick where large arrays are equal: vitest compares element by element, each with a name and a
 * stack, which takes longer than the training that is checked. What is not equal here is left to vitest, which
 * decides and reports it as ever.
 */
import { expect } from 'vitest';

const isTyped = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

/** Returns true for two typed arrays of one type and the same bytes. */
function haveSameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.constructor !== right.constructor || left.byteLength !== right.byteLength) return false;
  const [one, other] = [left, right].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return one!.equals(other!);
}

const areSameNumbers = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length &&
  left.every((value, index) => typeof value === 'number' && Object.is(value, right[index]));

expect.addEqualityTesters([
  (left: unknown, right: unknown) => {
    if (isTyped(left) && isTyped(right) && haveSameBytes(left, right)) return true;
    if (Array.isArray(left) && Array.isArray(right) && areSameNumbers(left, right)) return true;
    return undefined;
  },
]);
