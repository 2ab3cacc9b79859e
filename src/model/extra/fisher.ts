/**
 * Fisher information as importance: squared gradients of the losses of single positives (FISH mask, Sung, Nair &
 * Raffel 2021, which keeps the weights with the most information).
 */
import type { Batch } from '../../data/batches';
import { type PrunableLayer, sumByElement } from '../importance';
import type { EncodedSides } from '../lookups';
import { type LossSpec, referenceLoss } from '../reference';
import type { Model } from '../tower';
import { gatherBatch } from './gatherBatch';

export interface InformationTask {
  model: Model;
  sides: EncodedSides;
  /** Loss without margin and teacher. */
  spec: Pick<LossSpec, 'owner' | 'additive'>;
  layers: readonly PrunableLayer[];
}

/**
 * Computes Σ_{j in element} (∂_j loss_n)² of one sample n, a batch of one positive with candidates of its own: the
 * empirical Fisher information's diagonal, in float64, summed over the element that is released as a whole
 * (FISH mask is per weight; units and columns are reconstructed: a unit's incoming weights without its
 * bias, a column's rows). → per layer [elements]
 */
export function sampleInformation(
  { model, sides, spec, layers }: InformationTask,
  sample: Batch,
): Float64Array[] {
  const part = gatherBatch(model, sides, sample);
  const { gradients } = referenceLoss(part.model, part.sides, spec, part.batch);
  for (const gradient of gradients) {
    for (let index = 0; index < gradient.length; index++) gradient[index]! *= gradient[index]!;
  }
  // Rows that the sample does not read have no gradient: a column has only the rows that were gathered.
  const gathered = layers.map((layer) => {
    const rows = gradients[layer.array]!.length / layer.stride;
    return layer.layer.startsWith('embedding:') ? { ...layer, count: rows } : layer;
  });
  return sumByElement(gathered, gradients);
}

/** Sums F = Σ_n over the samples, in their order. samples × layers × [elements] → layers × [elements] */
export function totalInformation(samples: readonly (readonly Float64Array[])[]): Float64Array[] {
  const [first = [], ...rest] = samples;
  const total = first.map((layer) => layer.slice());
  for (const sample of rest) {
    sample.forEach((layer, index) => {
      layer.forEach((value, element) => {
        total[index]![element]! += value;
      });
    });
  }
  return total;
}
