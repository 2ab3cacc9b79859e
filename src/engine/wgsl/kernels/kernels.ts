/** All kernels of the fused engine by name, assembled from their templates. */
import { layerAdam, rowAdam, rowAdamFunctions } from './adamUpdates';
import { PRELUDE } from './bindings';
import { hidden, hiddenGradients, hiddenSignals, inputSignals, output, outputGradients } from './dense';
import { gather, gatherCached, gatherFunctions } from './gather';
import { kernel, type Tile } from './product';
import { itemSignals, type LossParts, logits, marginFunctions, positives, userSignals } from './scores';
import { softmaxLoss, softmaxLossFunctions } from './softmaxLoss';
import { bestItems, blockScores } from './topItems';

export type { Tile };

/** The differences between kinds of stages that are compiled in. */
export interface KernelParts extends LossParts {
  /** Whether some table is looked up by lists of rows. */
  lists: boolean;
}

/** The kernels of a training step, in order. */
export const STEP_KERNELS = [
  'gather',
  'gatherCached',
  'hidden',
  'output',
  'positives',
  'logits',
  'softmaxLoss',
  'userSignals',
  'itemSignals',
  'outputGradients',
  'hiddenSignals',
  'hiddenGradients',
  'inputSignals',
  'layerAdam',
  'rowAdam',
] as const;

/** The kernels of a ranking. */
export const RANK_KERNELS = ['blockScores', 'bestItems'] as const;

export type StepKernel = (typeof STEP_KERNELS)[number];
export type KernelName = StepKernel | (typeof RANK_KERNELS)[number];

interface Source {
  body: (tile: Tile, parts: KernelParts) => string;
  functions?: (parts: KernelParts) => string;
}

const SOURCES: Readonly<Record<KernelName, Source>> = {
  gather: { body: () => gather, functions: ({ lists }) => gatherFunctions(lists) },
  gatherCached: { body: () => gatherCached },
  hidden: { body: hidden },
  output: { body: output },
  positives: { body: () => positives },
  logits: { body: logits, functions: () => marginFunctions },
  softmaxLoss: { body: (_tile, parts) => softmaxLoss(parts), functions: () => softmaxLossFunctions },
  userSignals: { body: userSignals },
  itemSignals: { body: itemSignals },
  outputGradients: { body: outputGradients },
  hiddenSignals: { body: hiddenSignals },
  hiddenGradients: { body: hiddenGradients },
  inputSignals: { body: inputSignals },
  layerAdam: { body: () => layerAdam },
  rowAdam: { body: (_tile, { lists }) => rowAdam(lists), functions: () => rowAdamFunctions },
  blockScores: { body: blockScores },
  bestItems: { body: () => bestItems },
};

/** Returns the WGSL of a kernel. */
export function kernelSource(name: KernelName, tile: Tile, parts: KernelParts): string {
  const { body, functions } = SOURCES[name];
  return (
    (tile.quad ? 'enable subgroups; diagnostic(off, subgroup_uniformity);\n' : '') +
    PRELUDE +
    (functions?.(parts) ?? '') +
    kernel(tile.workgroup, body(tile, parts))
  );
}
