/**
 * Fisher information as importance: how strongly the loss of single positives pulls at a weight (FISH mask,
 * Sung, Nair & Raffel 2021, which keeps the weights with the most of it).
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
  /** Whose loss; no margin, no teacher. */
  spec: Pick<LossSpec, 'owner' | 'additive'>;
  layers: readonly PrunableLayer[];
}

/**
 * Σ_{j in element} (∂_j loss_n)² of one sample n, a batch of one positive with candidates of its own: the
 * empirical Fisher information's diagonal, in float64, added up over the element that is released whole
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
  // Rows that the sample does not read have no gradient: a column has only as many as were cut out.
  const cut = layers.map((layer) => {
    const rows = gradients[layer.array]!.length / layer.stride;
    return layer.layer.startsWith('embedding:') ? { ...layer, count: rows } : layer;
  });
  return sumByElement(cut, gradients);
}

/** F = Σ_n over the samples, in their order. samples × layers × [elements] → layers × [elements] */
export function totalInformation(samples: readonly (readonly Float64Array[])[]): Float64Array[] {
  const [first = [], ...others] = samples;
  const total = first.map((layer) => layer.slice());
  for (const sample of others) {
    sample.forEach((layer, index) => {
      layer.forEach((value, element) => {
        total[index]![element]! += value;
      });
    });
  }
  return total;
}
