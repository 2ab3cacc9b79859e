/** How the keyboard moves a point among the weightings. Pure. */
import { cornersOf, planePointOf, weightsAtPoint } from '../../retrieve/weightings';

const STEP = 0.05;
const FINE_STEP = 0.01;

/** Directions in the plane: x to the right, y upwards. */
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Returns the weights that a key leads to: arrows a step, with Shift a small one; Home and End to the first and the last
 * corner; PageUp to the middle. Null for any other key. A line's up and down move as right and left do.
 */
export function weightsAfterKey(
  weights: readonly number[],
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): number[] | null {
  const objectives = weights.length;
  const corners = cornersOf(objectives);
  if (key === 'Home') return weightsAtPoint(corners[0]!, objectives);
  if (key === 'End') return weightsAtPoint(corners.at(-1)!, objectives);
  if (key === 'PageUp') return weights.map(() => 1 / objectives);
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const step = shiftKey ? FINE_STEP : STEP;
  const [right, up] = objectives === 2 ? [direction[0] + direction[1], 0] : direction;
  const { x, y } = planePointOf(weights);
  return weightsAtPoint({ x: x + step * right, y: y + step * up }, objectives);
}

/** Rounds weights that sum to 1 to hundredths that sum to 1.    (largest remainder method) */
export function inHundredths(weights: readonly number[]): number[] {
  // What rounding errors make of a whole number is that number.
  const hundredths = weights.map((weight) => Math.floor(100 * weight + 1e-6));
  const missing = 100 - hundredths.reduce((sum, value) => sum + value, 0);
  const byRemainder = [...weights.keys()].sort(
    (left, right) => 100 * weights[right]! - hundredths[right]! - (100 * weights[left]! - hundredths[left]!),
  );
  for (const index of byRemainder.slice(0, missing)) hundredths[index]! += 1;
  return hundredths.map((value) => value / 100);
}
