/** The learning rate schedule of a stage: constant, then linear decay. */

/** Share of a stage at full rate, and the factor it decays to. */
const FULL_UNTIL = 0.6;
const FINAL_FACTOR = 0.05;

/** factor(p) = max(0.05, 1 − (p − 0.6)/0.4), 1 before p = 0.6; p = steps done ÷ steps of the stage. (ours) */
export function rateFactor(done: number, steps: number): number {
  const progress = done / steps;
  if (progress < FULL_UNTIL) return 1;
  return Math.max(FINAL_FACTOR, 1 - (progress - FULL_UNTIL) / (1 - FULL_UNTIL));
}
