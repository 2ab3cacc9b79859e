/** Dead units: hidden units whose ReLU is 0 for every entity, so that nothing reads them and nothing trains them. */
import { OBJECTIVES } from '../data/schema';
import { gatherInputs, meanSeenRow } from './inputs';
import type { EncodedSide } from './lookups';
import { FREE } from './ownerBytes';
import { hiddenOwners } from './ownership';
import type { Model, Tower } from './tower';

/** Entities whose inputs are gathered at a time. */
const CHUNK = 256;

/**
 * Finds the units k with relu(Σ_j x_j·W₁[j, k]·[owner ≤ t] + b_k) = 0 for every entity and every objective t from
 * the unit's owner on; free units are left out. At `unit` granularity every t reads the same weights. → units,
 * ascending. (ours)
 */
export function deadUnits(tower: Tower, side: EncodedSide, granularity: Model['granularity']): Int32Array {
  const owners = hiddenOwners(tower);
  const last = OBJECTIVES.length - 1;
  let silent = [...owners.keys()].filter((unit) => owners[unit] !== FREE);
  const columns = Int32Array.from({ length: tower.inputWidth }, (_, column) => column);
  const meanIdRow = meanSeenRow(tower.tables[0]!, side.seen);
  for (let start = 0; start < side.count && silent.length > 0; start += CHUNK) {
    const entities = Int32Array.from(
      { length: Math.min(CHUNK, side.count - start) },
      (_, index) => start + index,
    );
    const inputs = gatherInputs({ tower, side, entities, columns, meanIdRow });
    silent = silent.filter((unit) => {
      const upTo = granularity === 'unit' ? owners[unit]! : last;
      for (let objective = owners[unit]!; objective <= upTo; objective++) {
        if (fires(tower, { inputs, unit, objective })) return false;
      }
      return true;
    });
  }
  return Int32Array.from(silent);
}

/** Whether the unit is above 0 for any of the inputs [n × D], computed with the weights of owners ≤ objective. */
function fires(
  { inputWidth, hiddenWidth, hidden, owners }: Tower,
  { inputs, unit, objective }: { inputs: Float32Array; unit: number; objective: number },
): boolean {
  const bias = inputWidth * hiddenWidth + unit;
  for (let start = 0; start < inputs.length; start += inputWidth) {
    let sum = owners.hidden[bias]! <= objective ? hidden[bias]! : 0;
    for (let column = 0; column < inputWidth; column++) {
      const index = column * hiddenWidth + unit;
      if (owners.hidden[index]! <= objective) sum += inputs[start + column]! * hidden[index]!;
    }
    if (sum > 0) return true;
  }
  return false;
}
