/** The same training step as a good user of tfjs would write it: gather, logSoftmax, tf.train.adam. */
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import type { Batch } from '../../src/data/batches';
import { logitOffsets } from '../../src/engine/candidates';
import { WASM_PATHS } from '../../src/engine/tfjs/wasmFiles';
import type { EncodedSide } from '../../src/model/lookups';
import type { Tower } from '../../src/model/tower';
import type { RowSpec } from '../results';
import { LEARNING_RATE, workloadOf } from '../workload';
import type { Trainer } from './engineUnderBenchmark';

/** Starts a tfjs backend by the name of a row, one thread on WASM as the page has it. */
export async function startBackend(name: string): Promise<void> {
  const backend = name.replace('stock-tfjs-', '');
  setThreadsCount(1);
  setWasmPaths(WASM_PATHS);
  const started = await tf.setBackend(backend).catch(() => false);
  if (!started || tf.getBackend() !== backend) throw new Error(`tfjs does not start on ${backend}`);
  await tf.ready();
  if (backend === 'wasm') shimGatherGradient();
}

/**
 * tfjs's WASM backend has no kernel for the gradient of a gather. Declared shim: the sums by row are
 * computed with its ScatterNd, which adds up duplicates.
 */
function shimGatherGradient(): void {
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, segmentIds } = inputs as { x: tf.Tensor; segmentIds: tf.Tensor1D };
      const { numSegments } = attrs as { numSegments: number };
      const indices = tf.reshape(segmentIds, [segmentIds.shape[0], 1]);
      const sums = tf.scatterND(indices, x, [numSegments, ...x.shape.slice(1)]);
      indices.dispose();
      return sums;
    },
  });
}

interface StockTower {
  side: EncodedSide;
  tables: tf.Variable<tf.Rank.R2>[];
  w1: tf.Variable<tf.Rank.R2>;
  b1: tf.Variable<tf.Rank.R1>;
  w2: tf.Variable<tf.Rank.R2>;
  b2: tf.Variable<tf.Rank.R1>;
}

function createTower(tower: Tower, side: EncodedSide): StockTower {
  const { inputWidth, hiddenWidth, outputWidth } = tower;
  const matrix = (values: ArrayLike<number>, rows: number, columns: number) =>
    tf.variable(tf.tensor2d(Float32Array.from(values).subarray(0, rows * columns), [rows, columns]));
  const bias = (values: ArrayLike<number>, units: number) =>
    tf.variable(tf.tensor1d(Float32Array.from(values).subarray(values.length - units)));
  return {
    side,
    tables: tower.tables.map(({ weights, rows, width }) => matrix(weights, rows, width)),
    w1: matrix(tower.hidden, inputWidth, hiddenWidth),
    b1: bias(tower.hidden, hiddenWidth),
    w2: matrix(tower.output, hiddenWidth, outputWidth),
    b2: bias(tower.output, outputWidth),
  };
}

/** e = relu(x·W₁ + b₁)·W₂ + b₂ with x the entities' embeddings side by side → [n,K] */
function encode({ side, tables, w1, b1, w2, b2 }: StockTower, entities: Int32Array): tf.Tensor2D {
  const parts = tables.map((table, index) => {
    const { rows } = side.lookups[index]!;
    return tf.gather(
      table,
      tf.tensor1d(
        entities.map((entity) => rows[entity]!),
        'int32',
      ),
    );
  });
  const x = parts.length === 1 ? parts[0]! : (tf.concat(parts, 1) as tf.Tensor2D);
  return tf.relu(x.matMul(w1).add(b1)).matMul(w2).add(b2);
}

export async function createTrainer(row: RowSpec): Promise<Trainer> {
  await startBackend(row.name);
  const { model, sides, batches } = workloadOf(row);
  const users = createTower(model.users, sides.users);
  const items = createTower(model.items, sides.items);
  const optimizer = tf.train.adam(LEARNING_RATE);
  const { users: rows, candidates } = batches[0]!;
  const positives = tf.eye(rows.length, candidates.length);
  let loss: tf.Scalar | undefined;

  function lossOf(batch: Batch): tf.Scalar {
    const scores = tf.matMul(encode(users, batch.users), encode(items, batch.candidates), false, true);
    const offsets = tf.tensor2d(logitOffsets(batch), [rows.length, candidates.length]);
    const logProbabilities = tf.logSoftmax(scores.add(offsets));
    return logProbabilities.mul(positives).sum().div(-rows.length);
  }

  return {
    kind: 'trainer',
    async step(index) {
      loss?.dispose();
      const batch = batches[index % batches.length]!;
      loss = tf.tidy(() => optimizer.minimize(() => lossOf(batch), true) ?? undefined);
    },
    async finish() {
      return (await loss!.data<'float32'>())[0]!;
    },
    ...(row.name === 'stock-tfjs-webgl' && {
      gpuBytes: () => (tf.memory() as { numBytesInGPUAllocated?: number }).numBytesInGPUAllocated ?? 0,
    }),
  };
}
