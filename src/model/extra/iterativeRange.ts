/**
 * Iterative range decreasing: narrows in turns the samples with the most information about the parameters and
 * the parameters that the samples have the most information about (data-oriented IRD, arXiv 2403.08484; reconstructed from its abstract).
 */

import { importanceLists, type PrunableLayer } from '../importance';
import type { LayerRelease } from '../prune';
import { totalInformation } from './fisher';

export interface RangeOptions {
  layers: readonly PrunableLayer[];
  /** samples × layers × [elements] (see fisher.ts) */
  information: readonly (readonly Float64Array[])[];
  /** Number of elements that each list of `importanceLists` must release in the end. */
  targets: readonly number[];
}

/**
 * Alternates, until every list has come down to its target:
 *   S ← the ⌈|S| / 2⌉ samples with the largest Σ_{j ∈ P} F_nj   (over all layers; ties: the earlier sample)
 *   P ← of each list the max(target, ⌈|P| / 2⌉) elements with the largest importance over S (ties: the later)
 * with F as fisher.ts and importance as importance.ts have them. What leaves P is released, first what left
 * first. Halves, their order, the common samples of all layers and the targets are reconstructed.
 */
export function decreaseRanges({ layers, information, targets }: RangeOptions): LayerRelease[] {
  let samples = [...information];
  let lists = importanceLists(layers, totalInformation(samples));
  const sizes = lists.map(({ elements }) => elements.length);
  const kept = lists.map(({ elements }) => [...elements.keys()]);
  const left = lists.map((): number[] => []);
  const wanted = targets.map((released, list) => sizes[list]! - released);
  while (kept.some((indices, list) => indices.length > wanted[list]!)) {
    samples = halfOfSamples(samples, layers, (layer) => keptIndices(layers, kept, layer));
    lists = importanceLists(layers, totalInformation(samples));
    lists.forEach(({ values }, list) => {
      const ascending = kept[list]!.toSorted((a, b) => values[a]! - values[b]! || a - b);
      const next = Math.max(wanted[list]!, Math.ceil(ascending.length / 2));
      left[list]!.push(...ascending.slice(0, ascending.length - next));
      kept[list] = ascending.slice(ascending.length - next);
    });
  }
  return lists.map(({ tower, layer, elements, values }, list) => {
    const indices = [...left[list]!, ...kept[list]!];
    return {
      tower,
      layer,
      order: Int32Array.from(indices, (index) => elements[index]!),
      importance: Float64Array.from(indices, (index) => values[index]!),
      released: left[list]!.length,
    };
  });
}

/** Returns the indices of a layer that are still in range; the output layers of both towers share the last list. */
function keptIndices(
  layers: readonly PrunableLayer[],
  kept: readonly (readonly number[])[],
  layer: number,
): readonly number[] {
  if (layers[layer]!.layer === 'output') return kept.at(-1)!;
  return kept[layers.slice(0, layer).filter(({ layer }) => layer !== 'output').length]!;
}

function halfOfSamples(
  samples: readonly (readonly Float64Array[])[],
  layers: readonly PrunableLayer[],
  indicesOf: (layer: number) => readonly number[],
): (readonly Float64Array[])[] {
  const scores = samples.map((sample) =>
    layers.reduce(
      (sum, _, layer) => indicesOf(layer).reduce((part, index) => part + sample[layer]![index]!, sum),
      0,
    ),
  );
  const order = [...samples.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
  return order.slice(0, Math.ceil(samples.length / 2)).map((sample) => samples[sample]!);
}
