/** What the address remembers of the weighting and the user, written and read again. Pure. */
import { OBJECTIVES } from '../../data/schema';
import type { FusionWeights } from '../../worker/protocol/retrieval';
import type { RetrieveSlice, Weighting } from './state';
import { weightList } from './steering';

/** What an address may hold of this panel. */
export type AddressedRetrieval = Pick<RetrieveSlice, 'weights' | 'rho' | 'pinned' | 'userId'>;

/** Steps in which weights and ρ are written. */
const DIGITS = 4;

/**
 * Returns the parameters of an address: `w` weights of exposure, click and conversion, `rho`, `pin` a pinned weighting with
 * its ρ last, `user`. What is absent is left out.
 */
export function encodeRetrieval({
  weights,
  rho,
  pinned,
  userId,
}: AddressedRetrieval): Record<string, string> {
  return {
    w: numbersOf({ weights, rho }).slice(0, -1).map(short).join(','),
    rho: short(rho),
    ...(pinned && { pin: numbersOf(pinned).map(short).join(',') }),
    ...(userId !== null && { user: userId }),
  };
}

/** Returns what the parameters say, without those that are missing or wrong: no number, or none from 0 to 1. */
export function decodeRetrieval(parameters: URLSearchParams): Partial<AddressedRetrieval> {
  const weights = sharesIn(parameters.get('w'), OBJECTIVES.length);
  const rho = sharesIn(parameters.get('rho'), 1);
  const pin = sharesIn(parameters.get('pin'), OBJECTIVES.length + 1);
  const user = parameters.get('user');
  return {
    ...(weights && { weights: byObjective(weights) }),
    ...(rho && { rho: rho[0]! }),
    ...(pin && { pinned: { weights: byObjective(pin), rho: pin.at(-1)! } }),
    ...(user && { userId: user }),
  };
}

const numbersOf = ({ weights, rho }: Weighting): number[] => [...weightList(weights, OBJECTIVES.length), rho];

/** 0.33 → `.33`, 1 → `1`. */
const short = (value: number): string => String(Number(value.toFixed(DIGITS))).replace(/^0\./, '.');

/** Returns exactly `count` numbers from 0 to 1, or null. */
function sharesIn(text: string | null, count: number): number[] | null {
  const parts = text?.split(',') ?? [];
  const numbers = parts.map(Number);
  const isValid = (value: number, index: number) => parts[index]!.trim() !== '' && value >= 0 && value <= 1;
  return numbers.length === count && numbers.every(isValid) ? numbers : null;
}

const byObjective = ([exposure = 0, click = 0, conversion = 0]: readonly number[]): FusionWeights => ({
  exposure,
  click,
  conversion,
});
