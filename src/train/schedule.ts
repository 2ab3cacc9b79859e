/** How the learning rate falls within a stage. */

/** Share of a stage at full rate, and the floor it falls to. */
const FULL_UNTIL = 0.6;
const FLOOR = 0.05;

/** factor(p) = max(0.05, 1 − (p − 0.6)/0.4), 1 before p = 0.6; p = steps done ÷ steps of the stage. (ours) */
export function rateFactor(done: number, steps: number): number {
  const progress = done / steps;
  if (progress < FULL_UNTIL) return 1;
  return Math.max(FLOOR, 1 - (progress - FULL_UNTIL) / (1 - FULL_UNTIL));
}
