/** Everything the engine calls, in one module over one memory. */

export { layerAdam } from './adam';
export { catchUp, gather, gatherCached, readCandidates, rowAdam } from './embedding';
export { columnSums, packBlocks, packPanels, packTransposed, product } from './product';
export { topItems } from './ranking';
export { softmaxLoss } from './softmaxLoss';

/** Where the arena may begin: below lie the compiler's own constants. */
export const arenaStart: usize = __heap_base;
