/** The backward pass of the reference: gradients of one tower in float64, from what its forward pass kept. */
import type { Activations, ForwardPass } from './forward';
import { rowsOf } from './lookups';
import { outputOwners } from './ownership';
import type { Tower } from './tower';

/**
 * Backpropagates ∂L/∂e [n][K] to the tables, hidden and output layer, in the order of `weightArrays`. A weight of
 * another owner gets no gradient, but passes one on where the objective reads it (owner ≤ t).
 */
export function towerGradients(
  tower: Tower,
  pass: ForwardPass,
  outputSignals: Float64Array[],
): Float64Array[] {
  const tables = tower.tables.map(({ weights }) => new Float64Array(weights.length));
  const hidden = new Float64Array(tower.hidden.length);
  const output = new Float64Array(tower.output.length);
  pass.activations.forEach((activations, n) => {
    const hiddenSignal = backOutputLayer(
      tower,
      pass.owner,
      { activations, signal: outputSignals[n]! },
      output,
    );
    const inputSignal = backHiddenLayer(tower, pass.owner, { activations, signal: hiddenSignal }, hidden);
    backTables(tower, pass, { entity: pass.entities[n]!, signal: inputSignal }, tables);
  });
  return [...tables, hidden, output];
}

/** ∂L/∂ of a layer's units, for one entity. */
interface Signal {
  activations: Activations;
  signal: Float64Array;
}

/** Adds ∂L/∂W₂ to `gradient` → [H] ∂L/∂h. */
function backOutputLayer(
  tower: Tower,
  owner: number,
  { activations, signal }: Signal,
  gradient: Float64Array,
): Float64Array {
  const { hiddenWidth, outputWidth, owners } = tower;
  const { hidden, output } = activations;
  const unitOwners = outputOwners(tower);
  const hiddenSignal = new Float64Array(hiddenWidth);
  output.forEach((_, unit) => {
    if (unitOwners[unit] !== owner) return;
    for (let row = 0; row <= hiddenWidth; row++) {
      const index = row * outputWidth + unit;
      const byte = owners.output[index]!;
      if (byte === owner) gradient[index]! += signal[unit]! * (row < hiddenWidth ? hidden[row]! : 1);
      if (byte <= owner && row < hiddenWidth) hiddenSignal[row]! += signal[unit]! * tower.output[index]!;
    }
  });
  return hiddenSignal;
}

/** Adds ∂L/∂W₁ to `gradient` → [D] ∂L/∂x; a unit that ReLU holds at 0 passes nothing on. */
function backHiddenLayer(
  tower: Tower,
  owner: number,
  { activations, signal }: Signal,
  gradient: Float64Array,
): Float64Array {
  const { inputWidth, hiddenWidth, owners } = tower;
  const { input, hidden } = activations;
  const inputSignal = new Float64Array(inputWidth);
  for (let unit = 0; unit < hiddenWidth; unit++) {
    if (hidden[unit]! <= 0) continue;
    for (let row = 0; row <= inputWidth; row++) {
      const index = row * hiddenWidth + unit;
      const byte = owners.hidden[index]!;
      if (byte === owner) gradient[index]! += signal[unit]! * (row < inputWidth ? input[row]! : 1);
      if (byte <= owner && row < inputWidth) inputSignal[row]! += signal[unit]! * tower.hidden[index]!;
    }
  }
  return inputSignal;
}

/** Adds ∂L/∂E to the tables' gradients: the mean of a lookup gives each row an equal share. */
function backTables(
  tower: Tower,
  { owner, side }: ForwardPass,
  { entity, signal }: { entity: number; signal: Float64Array },
  gradients: Float64Array[],
): void {
  tower.tables.forEach(({ width, firstColumn }, table) => {
    const rows = rowsOf(side.lookups[table]!, entity);
    for (let column = 0; column < width; column++) {
      if (tower.owners.columns[firstColumn + column] !== owner) continue;
      const share = signal[firstColumn + column]! / rows.length;
      for (const row of rows) gradients[table]![row * width + column]! += share;
    }
  });
}
