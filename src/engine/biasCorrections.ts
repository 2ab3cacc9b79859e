/** Adam's bias corrections, the same for every engine. */
import { power } from '../elementaryFunctions';
import { BETA1, BETA2 } from './adamConstants';

/** Returns the bias corrections of step t ≥ 1: 1 − β₁ᵗ for m, and √(1 − β₂ᵗ) for √v. */
export const biasCorrections = (step: number): { first: number; second: number } => ({
  first: 1 - power(BETA1, step),
  second: Math.sqrt(1 - power(BETA2, step)),
});
