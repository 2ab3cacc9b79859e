/** Item vectors in two dimensions, for a person to look at: nothing that is computed depends on them. */
import { type ProjectionOptions, principalComponents } from './principalComponents';
import { umap } from './umap';

/** UMAP compares every item with every other: above this many items the map is made by PCA. */
export const MAX_UMAP_ITEMS = 20_000;
/** Fewest items that have neighbourhoods to keep. */
const MIN_UMAP_ITEMS = 8;

export interface ItemMap {
  /** [2N] x and y of each item, in no unit. */
  coordinates: Float32Array;
  method: 'umap' | 'pca';
  /** Share of the vectors' variance that the picture keeps; by PCA only. */
  kept?: number;
}

/**
 * Projects item vectors [N × K], all blocks as trained, by UMAP (McInnes et al. 2018) or, above 20,000 items and below 8,
 * by the first two principal components. The same vectors and seed give the same map on one machine. Throws RangeError
 * where K does not fit; rejects with the signal's reason once it is aborted.
 */
export async function itemMap(options: ProjectionOptions): Promise<ItemMap> {
  const { items, width } = options;
  const count = items.length / width;
  if (width < 1 || !Number.isInteger(count)) throw new RangeError(`items [${items.length}], width ${width}`);
  if (count >= MIN_UMAP_ITEMS && count <= MAX_UMAP_ITEMS) {
    return { method: 'umap', coordinates: await umap(options) };
  }
  return { method: 'pca', ...(await principalComponents(options)) };
}
