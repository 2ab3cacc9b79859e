/**
 * CPP, cumulative percentile pruning: after an objective has trained, release the least important
 * part of what it owns, as much as holds a share τ of each layer's total importance (the paper's
 * pruning rule; what it leaves open is marked reconstructed).
 */
import type { Random } from '../random';
import { connect, FREE, hiddenOwners, outputOwners, towersOf } from './ownership';
import { glorotBound, type Model, type Tower } from './parameters';

/** What one layer released, and the curve that decided it. */
export interface LayerRelease {
  tower: 'user' | 'item' | 'both';
  layer: string;
  /** Elements (columns, units or weights) that could be released, least important first. */
  order: Int32Array;
  /** [n] their importance, ascending. */
  importance: Float64Array;
  /** The first `released` of `order` become free. */
  released: number;
  tau: number;
}

/**
 * The longest prefix of the ascending importances whose sum is ≤ τ · total.
 * `minimum` is released even where that exceeds τ; the last element never is.
 * importance [n], ascending → count. (CPP, CSMF's pruning section.)
 */
export function releasedByCumulativePercentile(
  importance: Float64Array,
  tau: number,
  minimum: number,
): number {
  let total = 0;
  for (const value of importance) total += value;
  let mass = 0;
  let count = 0;
  while (count < importance.length) {
    mass += importance[count]!;
    if (mass > tau * total) break;
    count++;
  }
  return Math.max(0, Math.min(Math.max(count, minimum), importance.length - 1));
}

export interface PruneOptions {
  /** The objective whose weights are pruned. */
  owner: number;
  /** Of embedding columns, hidden and output units. */
  tau: number;
  /** Of the first layer's single weights, at `weight` granularity. */
  weightTau: number;
  random: Random;
}

/**
 * Releases by CPP within what `owner` owns, layer by layer; every importance is taken before
 * anything is released. Released columns keep their values as a warm start; released units and
 * weights are drawn anew (Glorot), their biases set to 0 (reconstructed).
 */
export function prune(model: Model, { owner, tau, weightTau, random }: PruneOptions): LayerRelease[] {
  const outputs = { tower: 'both', layer: 'output', ...outputImportance(model, owner) } as const;
  const releases = [
    ...towersOf(model).flatMap((tower) => towerReleases(model, tower, { owner, tau, weightTau })),
    decide(outputs, tau, 1),
  ];
  for (const release of releases) {
    for (const tower of towersOf(model)) {
      const mine = release.tower === 'both' || release.tower === sideOf(model, tower);
      if (mine) applyRelease(tower, model.granularity, release, random);
    }
  }
  for (const tower of towersOf(model)) connect(tower, model.granularity);
  return releases;
}

interface Candidates {
  elements: number[];
  values: number[];
}

const sideOf = (model: Model, tower: Tower) => (tower === model.users ? 'user' : 'item');

function towerReleases(
  model: Model,
  tower: Tower,
  { owner, tau, weightTau }: Omit<PruneOptions, 'random'>,
): LayerRelease[] {
  const side = sideOf(model, tower);
  const releases = tower.tables.map((table, index) =>
    decide(
      { tower: side, layer: `embedding:${table.name}`, ...columnImportance(tower, index, owner) },
      tau,
      0,
    ),
  );
  const first = model.granularity === 'unit' ? unitImportance(tower, owner) : weightImportance(tower, owner);
  const share = model.granularity === 'unit' ? tau : weightTau;
  return [...releases, decide({ tower: side, layer: 'hidden', ...first }, share, 1)];
}

/** Sorts ascending (ties by position) and applies the rule. */
function decide(
  layer: { tower: LayerRelease['tower']; layer: string } & Candidates,
  tau: number,
  minimum: number,
): LayerRelease {
  const { elements, values } = layer;
  const places = elements.map((_, place) => place).sort((a, b) => values[a]! - values[b]! || a - b);
  const importance = Float64Array.from(places, (place) => values[place]!);
  const order = Int32Array.from(places, (place) => elements[place]!);
  const released = releasedByCumulativePercentile(importance, tau, minimum);
  return { tower: layer.tower, layer: layer.layer, order, importance, released, tau };
}

/** Embedding column j: mean over the table's rows of |E[row, j]|. */
function columnImportance(tower: Tower, tableIndex: number, owner: number): Candidates {
  const { firstColumn, width, rows, weights } = tower.tables[tableIndex]!;
  const elements: number[] = [];
  const values: number[] = [];
  for (let column = 0; column < width; column++) {
    if (tower.owners.columns[firstColumn + column] !== owner) continue;
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += Math.abs(weights[row * width + column]!);
    elements.push(firstColumn + column);
    values.push(sum / rows);
  }
  return { elements, values };
}

/** Hidden unit k: Σ_j |W₁[j, k]| over its effective incoming weights, without the bias. */
function unitImportance(tower: Tower, owner: number): Candidates {
  const units = hiddenOwners(tower);
  const elements = [...units.keys()].filter((unit) => units[unit] === owner);
  const values = elements.map((unit) =>
    incomingL1(tower.hidden, tower.owners.hidden, { unit, units: units.length, owner }),
  );
  return { elements, values };
}

/** Single weights of the first layer: |w|. */
function weightImportance(tower: Tower, owner: number): Candidates {
  const biasRow = tower.inputWidth * tower.hiddenWidth;
  const elements: number[] = [];
  for (let index = 0; index < biasRow; index++) {
    if (tower.owners.hidden[index] === owner) elements.push(index);
  }
  return { elements, values: elements.map((index) => Math.abs(tower.hidden[index]!)) };
}

/**
 * Output unit k, owned by both towers together: Σ over towers of its L1 ÷ that tower's mean L1, so
 * that neither tower's scale decides alone (reconstructed).
 */
function outputImportance(model: Model, owner: number): Candidates {
  const units = outputOwners(model.users);
  const elements = [...units.keys()].filter((unit) => units[unit] === owner);
  const values = elements.map(() => 0);
  for (const tower of towersOf(model)) {
    const norms = elements.map((unit) =>
      incomingL1(tower.output, tower.owners.output, { unit, units: units.length, owner }),
    );
    const mean = norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
    norms.forEach((norm, place) => {
      values[place]! += mean > 0 ? norm / mean : 0;
    });
  }
  return { elements, values };
}

function incomingL1(
  weights: { [index: number]: number },
  owners: Uint8Array,
  { unit, units, owner }: { unit: number; units: number; owner: number },
): number {
  let sum = 0;
  for (let index = unit; index < owners.length - units; index += units) {
    if (owners[index]! <= owner) sum += Math.abs(weights[index]!);
  }
  return sum;
}

function applyRelease(
  tower: Tower,
  granularity: Model['granularity'],
  { layer, order, released }: LayerRelease,
  random: Random,
): void {
  const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
  const hiddenLayer = { weights: tower.hidden, inputs: inputWidth, units: hiddenWidth, random };
  for (const element of order.subarray(0, released)) {
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

/** Glorot for all weights into one unit; its bias becomes 0. */
function redraw({ weights, inputs, units, random }: Layer, unit: number): void {
  const bound = glorotBound(inputs, units);
  for (let input = 0; input < inputs; input++) {
    weights[input * units + unit] = bound * (2 * random.uniform() - 1);
  }
  weights[inputs * units + unit] = 0;
}

/** Glorot for all weights out of one input column. */
function redrawRow({ weights, inputs, units, random }: Layer, input: number): void {
  const bound = glorotBound(inputs, units);
  for (let unit = 0; unit < units; unit++) {
    weights[input * units + unit] = bound * (2 * random.uniform() - 1);
  }
}
