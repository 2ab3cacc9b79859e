/**
 * The one source of randomness. Every stream is named and derived from the run's seed, so that
 * drawing more in one place never shifts what another place draws.
 */

import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { CodedError } from './coded';
import { cosOfTurn, exp, log, sinOfTurn } from './elementaryFunctions';

export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Standard Gumbel: −log(−log u). */
  gumbel(): number;
  /** Poisson with the given mean (≤ 500). */
  poisson(mean: number): number;
  /** A random order of 0 … length − 1 (Fisher–Yates). */
  permutation(length: number): Int32Array;
}

/**
 * A stream of numbers: the same seed and name give the same numbers on every machine.
 * 0 is a seed like any other. Throws RangeError when the seed is not a safe integer ≥ 0.
 */
export function createRandom(seed: number, stream: string): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new CodedError('seed', { seed: String(seed) });
  }
  const generator = xoroshiro128plus(mixedSeed(seed, stream));
  const uniform = () => (generator.next() >>> 0) / 2 ** 32;
  let spareNormal: number | undefined;

  function normal(): number {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    // Box–Muller; 1 − u keeps the logarithm's argument above 0.
    const radius = Math.sqrt(-2 * log(1 - uniform()));
    const turn = uniform();
    spareNormal = radius * sinOfTurn(turn);
    return radius * cosOfTurn(turn);
  }

  function poisson(mean: number): number {
    const limit = exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  }

  function permutation(length: number): Int32Array {
    const order = new Int32Array(length);
    for (let index = 0; index < length; index++) order[index] = index;
    for (let last = length - 1; last > 0; last--) {
      const other = Math.floor(uniform() * (last + 1));
      const moved = order[last]!;
      order[last] = order[other]!;
      order[other] = moved;
    }
    return order;
  }

  return {
    uniform,
    integer: (bound) => Math.floor(uniform() * bound),
    normal,
    gumbel: () => -log(-log(uniform() || 2 ** -33)),
    poisson,
    permutation,
  };
}

/** Returns a hash of the stream's name and the seed, so that near seeds lie far apart. */
const mixedSeed = (seed: number, stream: string): number => hash32(`${stream}:${seed}`) | 0;

/** Returns FNV-1a of the text's UTF-16 units, finished by MurmurHash3's avalanche: 32 bits, unsigned. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
