/** Forward passes on tfjs over all entities: the vectors that are served and the caches of frozen blocks. */
import * as tf from '@tensorflow/tfjs';
import { OBJECTIVES } from '../../data/schema';
import { gatherInputs, meanSeenRow } from '../../model/inputs';
import type { Model, Tower } from '../../model/tower';
import {
  type ActiveTower,
  activeTower,
  type EncodeOptions,
  type PackedLayer,
  packValues,
} from '../stage/activeSubnetwork';
import { dense } from './operations';

/** The number of entities in one pass: bounds memory, and keeps shapes the same. */
const CHUNK = 1024;

/** The output vectors and hidden units of one tower for all `count` entities of its side. */
export interface TowerOutputs {
  /** [count × K], blocks in their own units, 0 where no encoded block owns the unit. */
  vectors: Float32Array;
  /** [count × Σ hidden units of the encoded blocks], by owner; `unit` granularity only. */
  hidden: Float32Array;
  hiddenWidth: number;
}

/** Runs a tower over all entities of its side, block by block with each block's effective weights. */
export async function encodeTower(options: EncodeOptions): Promise<TowerOutputs> {
  const { tower, side, granularity, blocks, meanForUnseen } = options;
  const activeTowers = OBJECTIVES.slice(0, blocks).map((_, owner) => activeTower(tower, owner, granularity));
  const hiddenWidth =
    granularity === 'unit' ? activeTowers.reduce((sum, { units }) => sum + units.length, 0) : 0;
  const vectors = new Float32Array(side.count * tower.outputWidth);
  const hidden = new Float32Array(side.count * hiddenWidth);
  const meanIdRow = meanForUnseen ? meanSeenRow(tower.tables[0]!, side.seen) : undefined;
  const layers = activeTowers.map((active) => layerTensors(tower, active));
  for (let start = 0; start < side.count; start += CHUNK) {
    const length = Math.min(CHUNK, side.count - start);
    const entities = Int32Array.from({ length }, (_, index) => start + index);
    const gathered = { tower, side, entities, meanIdRow };
    const blockTensors = tf.tidy(() => {
      const inputs = activeTowers.map(({ columns }) =>
        tf.tensor2d(gatherInputs({ ...gathered, columns }), [length, columns.length]),
      );
      return passBlocks(activeTowers, layers, inputs, granularity);
    });
    for (const [owner, { output, hidden: units }] of blockTensors.entries()) {
      const firstUnit = activeTowers.slice(0, owner).reduce((sum, active) => sum + active.units.length, 0);
      if (output) {
        scatterColumns(vectors, tower.outputWidth, {
          values: await output.data<'float32'>(),
          start,
          columns: activeTowers[owner]!.outputs,
        });
      }
      if (units && hiddenWidth > 0) {
        const columns = activeTowers[owner]!.units.map((_, index) => firstUnit + index);
        scatterColumns(hidden, hiddenWidth, { values: await units.data<'float32'>(), start, columns });
      }
    }
    tf.dispose(blockTensors);
  }
  tf.dispose(layers);
  return { vectors, hidden, hiddenWidth };
}

/** The tensors of one block; a type, because a tidy cannot return an interface. */
type BlockTensors = { hidden: tf.Tensor2D | undefined; output: tf.Tensor2D | undefined };

function passBlocks(
  activeTowers: ActiveTower[],
  layers: LayerTensors[],
  inputs: tf.Tensor2D[],
  granularity: Model['granularity'],
): BlockTensors[] {
  const earlier: tf.Tensor2D[] = [];
  return activeTowers.map((active, owner) => {
    const { w1, b1, w2, b2 } = layers[owner]!;
    const hidden = active.units.length > 0 ? dense(inputs[owner]!, w1, b1, 'relu') : undefined;
    const current = hidden ? [hidden] : [];
    const reads = granularity === 'unit' ? [...earlier, ...current] : current;
    earlier.push(...current);
    const output =
      active.outputs.length > 0
        ? dense(reads.length === 1 ? reads[0]! : (tf.concat(reads, 1) as tf.Tensor2D), w2, b2)
        : undefined;
    return { hidden, output };
  });
}

interface LayerTensors {
  w1: tf.Tensor2D;
  b1: tf.Tensor1D;
  w2: tf.Tensor2D;
  b2: tf.Tensor1D;
  [name: string]: tf.Tensor;
}

/** Converts the packed layers of an active tower to tensors. Caller disposes. */
export function layerTensors(tower: Tower, active: ActiveTower): LayerTensors {
  const matrix = (weights: ArrayLike<number>, { weightIndices, inputs, units }: PackedLayer) =>
    tf.tensor2d(packValues(weights, weightIndices), [inputs, units]);
  const vector = (weights: ArrayLike<number>, { biasIndices }: PackedLayer) =>
    tf.tensor1d(packValues(weights, biasIndices));
  return {
    w1: matrix(tower.hidden, active.hidden),
    b1: vector(tower.hidden, active.hidden),
    w2: matrix(tower.output, active.output),
    b2: vector(tower.output, active.output),
  };
}

function scatterColumns(
  target: Float32Array,
  width: number,
  { values, start, columns }: { values: Float32Array; start: number; columns: Int32Array },
): void {
  const count = values.length / columns.length;
  for (let row = 0; row < count; row++) {
    for (let index = 0; index < columns.length; index++) {
      target[(start + row) * width + columns[index]!] = values[row * columns.length + index]!;
    }
  }
}
