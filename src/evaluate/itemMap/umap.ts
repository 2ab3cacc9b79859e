/** UMAP by the library `umap-js`, which is loaded when the first map is made. */
import { createRandom } from '../../random';
import { createYielder } from '../../yielding';
import { nearestNeighbours } from './nearestNeighbours';
import type { ProjectionOptions } from './principalComponents';

/** Neighbours whose nearness the picture keeps, the item itself included: UMAP's usual number. */
const NEIGHBOURS = 15;
/** Share of the time that the search for neighbours takes, roughly. */
const SEARCH_SHARE = 0.5;

/**
 * Returns [2N] coordinates. Neighbours are searched here, because the library's own search cannot be stopped; its
 * random numbers are those of a named stream.
 */
export async function umap(options: ProjectionOptions): Promise<Float32Array> {
  const { items, width, seed, signal, onProgress } = options;
  const count = items.length / width;
  const { UMAP } = await import('umap-js');
  const { indices, distances } = await nearestNeighbours(
    { items, width, signal, onProgress: (share) => onProgress?.(SEARCH_SHARE * share) },
    Math.min(NEIGHBOURS, count - 1),
  );
  const random = createRandom(seed, 'item map');
  const projection = new UMAP({ nNeighbors: indices[0]!.length, random: () => random.uniform() });
  projection.setPrecomputedKNN(indices, distances);
  const yielder = createYielder(signal);
  // The vectors themselves are not read once the neighbours are known: their number is.
  const epochs = projection.initializeFit(indices);
  await yielder.yield();
  for (let epoch = 0; epoch < epochs; epoch++) {
    projection.step();
    if (!yielder.due()) continue;
    onProgress?.(SEARCH_SHARE + ((1 - SEARCH_SHARE) * epoch) / epochs);
    await yielder.yield();
  }
  return Float32Array.from(projection.getEmbedding().flat());
}
