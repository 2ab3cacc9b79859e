/** All kernels of the engine by name, put together from their templates. */
import { adamFunctions, layerAdam, rowAdam } from './adam';
import { PRELUDE } from './bindings';
import { hidden, hiddenGradients, hiddenSignals, inputSignals, output, outputGradients } from './dense';
import { gather, gatherFunctions } from './gather';
import { kernel, type Tile } from './product';
import { logits, logitsFunctions, outputSignals } from './scores';
import { softmaxLoss, softmaxLossFunctions } from './softmaxLoss';

export type { Tile };

/** In the order of a training step. */
export const KERNELS = [
  'gather',
  'hidden',
  'output',
  'logits',
  'softmaxLoss',
  'outputSignals',
  'outputGradients',
  'hiddenSignals',
  'hiddenGradients',
  'inputSignals',
  'layerAdam',
  'rowAdam',
] as const;

export type KernelName = (typeof KERNELS)[number];

interface Source {
  body: string | ((tile: Tile) => string);
  functions?: string;
}

const SOURCES: Readonly<Record<KernelName, Source>> = {
  gather: { body: gather, functions: gatherFunctions },
  hidden: { body: hidden },
  output: { body: output },
  logits: { body: logits, functions: logitsFunctions },
  softmaxLoss: { body: softmaxLoss, functions: softmaxLossFunctions },
  outputSignals: { body: outputSignals },
  outputGradients: { body: outputGradients },
  hiddenSignals: { body: hiddenSignals },
  hiddenGradients: { body: hiddenGradients },
  inputSignals: { body: inputSignals },
  layerAdam: { body: layerAdam, functions: adamFunctions },
  rowAdam: { body: rowAdam, functions: adamFunctions },
};

export function kernelSource(name: KernelName, tile: Tile): string {
  const { body, functions = '' } = SOURCES[name];
  return PRELUDE + functions + kernel(tile.workgroup, typeof body === 'string' ? body : body(tile));
}
