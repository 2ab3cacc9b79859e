/** Release of pruned elements: their ownership bytes become free, and units and weights are redrawn. */
import type { Random } from '../random';
import { FREE } from './ownerBytes';
import { hiddenOwners, outputOwners, zeroDisconnected } from './ownership';
import { glorotBound, type Model, type Tower, towersOf } from './tower';

/** The elements (columns, units or weights) of one layer that become free. */
export interface Released {
  tower: 'user' | 'item' | 'both';
  layer: string;
  elements: Int32Array;
}

/**
 * Releases elements. Columns keep their values as a warm start; units and weights are redrawn (Glorot), their
 * biases set to 0 (reconstructed).
 */
export function release(model: Model, releases: readonly Released[], random: Random): void {
  const towers = towersOf(model);
  for (const released of releases) {
    towers.forEach((tower, side) => {
      const isOfTower = released.tower === 'both' || released.tower === (side === 0 ? 'user' : 'item');
      if (isOfTower) releaseFromTower(tower, model.granularity, released, random);
    });
  }
  for (const tower of towers) zeroDisconnected(tower, model.granularity);
}

function releaseFromTower(
  tower: Tower,
  granularity: Model['granularity'],
  { layer, elements }: Released,
  random: Random,
): void {
  const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
  const hiddenLayer = { weights: tower.hidden, inputs: inputWidth, units: hiddenWidth, random };
  for (const element of elements) {
    if (layer === 'output') {
      outputOwners(tower)[element] = FREE;
      redraw({ ...hiddenLayer, weights: tower.output, inputs: hiddenWidth, units: outputWidth }, element);
    } else if (layer !== 'hidden') {
      owners.columns[element] = FREE;
      if (granularity === 'weight') redrawRow(hiddenLayer, element);
    } else if (granularity === 'unit') {
      hiddenOwners(tower)[element] = FREE;
      redraw(hiddenLayer, element);
    } else {
      owners.hidden[element] = FREE;
      tower.hidden[element] = glorotBound(inputWidth, hiddenWidth) * (2 * random.uniform() - 1);
    }
  }
}

interface Layer {
  weights: { [index: number]: number };
  inputs: number;
  units: number;
  random: Random;
}

/** Redraws all weights into one unit (Glorot); its bias becomes 0. */
function redraw({ weights, inputs, units, random }: Layer, unit: number): void {
  const bound = glorotBound(inputs, units);
  for (let input = 0; input < inputs; input++) {
    weights[input * units + unit] = bound * (2 * random.uniform() - 1);
  }
  weights[inputs * units + unit] = 0;
}

/** Redraws all weights out of one input column (Glorot). */
function redrawRow({ weights, inputs, units, random }: Layer, input: number): void {
  const bound = glorotBound(inputs, units);
  for (let unit = 0; unit < units; unit++) {
    weights[input * units + unit] = bound * (2 * random.uniform() - 1);
  }
}
