/** Functions that round alike everywhere, beside the host's own and beside values known to many digits. */
import { describe, expect, it } from 'vitest';
import { cosOfTurn, exp, log, log2, power, sinOfTurn } from '../src/elementaryFunctions';
import { fc } from './fastCheck';

const bits = new BigInt64Array(2);
const values = new Float64Array(bits.buffer);

/** Number of float64 steps between two numbers of one sign. */
function steps(found: number, expected: number): number {
  values.set([found, expected]);
  return Math.abs(Number(bits[0]! - bits[1]!));
}

const among = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Requires of 3,000 arguments that the two functions are at most two steps apart: each is one from the truth. */
function expectNear(
  argument: fc.Arbitrary<number>,
  [found, host]: readonly [(x: number) => number, (x: number) => number],
): void {
  const isNear = (x: number) => steps(found(x), host(x)) <= 2;
  fc.assert(fc.property(argument, isNear), { numRuns: 3000 });
}

describe('the exponential', () => {
  it('is within two steps of the host’s, down to what is subnormal', () => {
    expectNear(among(-745, 709), [exp, Math.exp]);
    expectNear(among(-1, 1), [exp, Math.exp]);
  });

  it.each([
    [0, 1],
    [-0, 1],
    // 1/e, √e and e⁻¹⁰⁰ to 17 digits.
    [-1, 0.36787944117144233],
    [0.5, 1.6487212707001282],
    [-100, 3.7200759760208361e-44],
    [709.782712893384, 1.7976931348622732e308],
    [709.79, Number.POSITIVE_INFINITY],
    [-745.14, 0],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ])('of %d is %d', (x, expected) => {
    expect(exp(x)).toBe(expected);
  });
});

describe('the logarithm', () => {
  it('is within two steps of the host’s, from what is subnormal up', () => {
    expectNear(among(5e-324, 1.7e308), [log, Math.log]);
    expectNear(among(0.5, 2), [log, Math.log]);
  });

  it.each([
    [1, 0],
    [2, Math.LN2],
    [10, Math.LN10],
    [5e-324, -744.4400719213812],
    [0, Number.NEGATIVE_INFINITY],
    [-1, Number.NaN],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NaN],
    [Number.NaN, Number.NaN],
  ])('of %d is %d', (x, expected) => {
    expect(log(x)).toBe(expected);
  });

  it('to base 2 is whole for the small powers of two', () => {
    expect([1, 2, 4, 8, 16, 32, 64].map(log2)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('sine and cosine of a share of a turn', () => {
  it('are the host’s of 2πt, whose argument alone is rounded by up to 2⁻⁵¹', () => {
    const isNear = (t: number) =>
      Math.abs(sinOfTurn(t) - Math.sin(2 * Math.PI * t)) < 1e-15 &&
      Math.abs(cosOfTurn(t) - Math.cos(2 * Math.PI * t)) < 1e-15;
    fc.assert(fc.property(among(0, 1), isNear), { numRuns: 3000 });
  });

  it('are exact at quarter turns, which 2πt is not', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((t) => sinOfTurn(t) + 0)).toEqual([0, 1, 0, -1, 0]);
    expect([0, 0.25, 0.5, 0.75, 1].map((t) => cosOfTurn(t) + 0)).toEqual([1, 0, -1, 0, 1]);
    // sin 30° = ½, cos 60° = ½.
    expect(Math.abs(sinOfTurn(1 / 12) - 0.5)).toBeLessThan(2e-16);
    expect(Math.abs(cosOfTurn(1 / 6) - 0.5)).toBeLessThan(2e-16);
  });
});

it('a power is a product', () => {
  expect([0, 1, 2, 5, 53].map((n) => power(2, n))).toEqual([1, 2, 4, 32, 9007199254740992]);
  expect(power(0.5, 1074)).toBe(5e-324);
  // (1 − 10⁻³)¹⁰⁰⁰ = e^(1000·ln 0.999) = 0.36769542477096373…
  expect(power(0.999, 1000)).toBeCloseTo(0.36769542477096373, 14);
});
