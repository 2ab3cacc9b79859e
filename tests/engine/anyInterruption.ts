/** Whatever step a stage is interrupted after and whatever its seed, the edges among them. */
import { fc } from '../fastCheck';
import { INTERRUPTED_STEPS } from './interruptedStage';

export const anyInterruption = (
  numRuns: number,
  check: (at: number, seed: number) => Promise<void>,
): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.nat({ max: INTERRUPTED_STEPS }), fc.nat({ max: 9 }), check), {
    numRuns,
    examples: [
      [5, 1],
      [INTERRUPTED_STEPS, 0],
    ],
  });
