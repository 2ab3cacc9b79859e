/** One tower's layers in the arena: matrices and biases, in the order in which they are packed. */
import { layerStarts, type Widths } from '../stage/towerLayout';
import type { Matrix } from './arena';

export interface Layers {
  hidden: Matrix;
  hiddenBias: number;
  output: Matrix;
  outputBias: number;
}

/** Returns the layers that begin at an address. */
export function layersAt(at: number, { inputs, frozen, hidden, outputs }: Widths): Layers {
  const starts = layerStarts({ inputs, trained: 0, frozen, hidden, outputs });
  return {
    hidden: { at, rows: inputs, columns: hidden, stride: 4 * hidden },
    hiddenBias: at + 16 * starts.hiddenBias,
    output: {
      at: at + 16 * starts.outputMatrix,
      rows: frozen + hidden,
      columns: outputs,
      stride: 4 * outputs,
    },
    outputBias: at + 16 * starts.outputBias,
  };
}
