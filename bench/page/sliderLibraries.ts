/**
 * Exact search by other libraries: an inner-product index of all items, queried with the weighted user vector. edgevec
 * is not among them: its exact (flat) index of version 0.9.0 stores binary codes only.
 */
import type { RowSpec } from '../results';
import { type Answer, queryVector, type SliderWorkload, TOP, WIDTH } from './sliderWorkload';

export async function answerFromLibrary({ name }: RowSpec, workload: SliderWorkload): Promise<Answer> {
  if (name === 'hnswlib-wasm') return answerFromHnswlib(workload);
  return answerFromTfjs(name, workload);
}

async function answerFromTfjs(name: string, workload: SliderWorkload): Promise<Answer> {
  const tf = await import('@tensorflow/tfjs');
  const { startBackend } = await import('./stockTrainer');
  await startBackend(name);
  const count = workload.items.length / WIDTH;
  const items = tf.tensor2d(workload.items, [count, WIDTH]);
  return async (weights) => {
    const indices = tf.tidy(() => {
      const query = tf.tensor2d(queryVector(workload, weights), [1, WIDTH]);
      return tf.topk(tf.matMul(query, items, false, true).reshape([count]), TOP).indices;
    });
    const answer = await indices.data<'int32'>();
    indices.dispose();
    return answer;
  };
}

async function answerFromHnswlib(workload: SliderWorkload): Promise<Answer> {
  const { loadHnswlib } = await import('hnswlib-wasm');
  const library = await loadHnswlib();
  const count = workload.items.length / WIDTH;
  const index = new library.BruteforceSearch('ip', WIDTH);
  index.initIndex(count);
  for (let item = 0; item < count; item++) {
    index.addPoint(workload.items.subarray(item * WIDTH, (item + 1) * WIDTH), item);
  }
  return (weights) => index.searchKnn(queryVector(workload, weights), TOP, undefined).neighbors;
}
