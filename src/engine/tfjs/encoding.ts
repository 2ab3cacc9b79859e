/** Forward passes over everybody: the vectors that are served and the caches of what is frozen. */
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
} from '../activeSubnetwork';
import { dense } from './operations';

/** Entities in one pass: bounds memory, and keeps the shapes the same whatever is asked for. */
const CHUNK = 1024;

/** What one tower computes for `count` entities. */
export interface TowerOutputs {
  /** [count × K], blocks in their own units, 0 where no objective up to the last owns the unit. */
  vectors: Float32Array;
  /** [count × Σ hidden units of all blocks asked for], by owner; `unit` granularity only. */
  hidden: Float32Array;
  hiddenWidth: number;
}

/** Runs a tower over all entities of its side, block by block with each block's effective weights. */
export async function encodeTower(options: EncodeOptions): Promise<TowerOutputs> {
  const { tower, side, granularity, blocks, meanForUnseen } = options;
  const views = OBJECTIVES.slice(0, blocks).map((_, owner) => activeTower(tower, owner, granularity));
  const hiddenWidth = granularity === 'unit' ? views.reduce((sum, { units }) => sum + units.length, 0) : 0;
  const vectors = new Float32Array(side.count * tower.outputWidth);
  const hidden = new Float32Array(side.count * hiddenWidth);
  const meanIdRow = meanForUnseen ? meanSeenRow(tower.tables[0]!, side.seen) : undefined;
  const layers = views.map((view) => layerTensors(tower, view));
  for (let start = 0; start < side.count; start += CHUNK) {
    const length = Math.min(CHUNK, side.count - start);
    const entities = Int32Array.from({ length }, (_, index) => start + index);
    const gathered = { tower, side, entities, ...(meanIdRow && { meanIdRow }) };
    const parts = tf.tidy(() => {
      const inputs = views.map(({ columns }) =>
        tf.tensor2d(gatherInputs({ ...gathered, columns }), [length, columns.length]),
      );
      return passBlocks(views, layers, inputs, granularity);
    });
    for (const [owner, { output, hidden: units }] of parts.entries()) {
      const firstUnit = views.slice(0, owner).reduce((sum, view) => sum + view.units.length, 0);
      if (output) {
        scatterColumns(vectors, tower.outputWidth, {
          values: await output.data<'float32'>(),
          start,
          columns: views[owner]!.outputs,
        });
      }
      if (units && hiddenWidth > 0) {
        const columns = views[owner]!.units.map((_, index) => firstUnit + index);
        scatterColumns(hidden, hiddenWidth, { values: await units.data<'float32'>(), start, columns });
      }
    }
    tf.dispose(parts);
  }
  tf.dispose(layers);
  return { vectors, hidden, hiddenWidth };
}

/** A type, not an interface: only so does TypeScript let a tidy return it. */
type BlockParts = { hidden?: tf.Tensor2D; output?: tf.Tensor2D };

function passBlocks(
  views: ActiveTower[],
  layers: LayerTensors[],
  inputs: tf.Tensor2D[],
  granularity: Model['granularity'],
): BlockParts[] {
  const before: tf.Tensor2D[] = [];
  return views.map((view, owner) => {
    const { w1, b1, w2, b2 } = layers[owner]!;
    const hidden = view.units.length > 0 ? dense(inputs[owner]!, w1, b1, 'relu') : undefined;
    const reads = granularity === 'unit' ? [...before, ...(hidden ? [hidden] : [])] : hidden ? [hidden] : [];
    if (hidden) before.push(hidden);
    const output =
      view.outputs.length > 0
        ? dense(reads.length === 1 ? reads[0]! : (tf.concat(reads, 1) as tf.Tensor2D), w2, b2)
        : undefined;
    return { ...(hidden && { hidden }), ...(output && { output }) };
  });
}

interface LayerTensors {
  w1: tf.Tensor2D;
  b1: tf.Tensor1D;
  w2: tf.Tensor2D;
  b2: tf.Tensor1D;
  [name: string]: tf.Tensor;
}

/** The packed layers of a view as tensors. Caller disposes. */
export function layerTensors(tower: Tower, view: ActiveTower): LayerTensors {
  const matrix = (weights: ArrayLike<number>, { weightPlaces, inputs, units }: PackedLayer) =>
    tf.tensor2d(packValues(weights, weightPlaces), [inputs, units]);
  const vector = (weights: ArrayLike<number>, { biasPlaces }: PackedLayer) =>
    tf.tensor1d(packValues(weights, biasPlaces));
  return {
    w1: matrix(tower.hidden, view.hidden),
    b1: vector(tower.hidden, view.hidden),
    w2: matrix(tower.output, view.output),
    b2: vector(tower.output, view.output),
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
