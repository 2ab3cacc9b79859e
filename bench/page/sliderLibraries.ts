/** Exact search by other libraries: an inner-product index of all items, queried with the weighted user vector. */
import type { RowSpec } from '../results';
import { type Answer, queryVector, type SliderWorkload, TOP, WIDTH } from './sliderWorkload';

export async function answerFromLibrary({ name }: RowSpec, workload: SliderWorkload): Promise<Answer> {
  if (name === 'hnswlib-wasm') return answerFromHnswlib(workload);
  if (name === 'edgevec-flat') return answerFromEdgevec(workload);
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

async function answerFromEdgevec(workload: SliderWorkload): Promise<Answer> {
  const edgevec = await import('edgevec');
  await edgevec.default();
  const config = new edgevec.EdgeVecConfig(WIDTH);
  config.metric = 'dot';
  config.indexType = edgevec.JsIndexType.Flat;
  const index = new edgevec.EdgeVec(config);
  const itemOfId = new Map<number, number>();
  // One by one: its batch insertion is for graph indices only. (0.9.0 refuses this too, and says so.)
  for (let item = 0; item * WIDTH < workload.items.length; item++) {
    itemOfId.set(index.insert(workload.items.slice(item * WIDTH, (item + 1) * WIDTH)), item);
  }
  return (weights) => {
    const found = index.search(queryVector(workload, weights), TOP) as { id: number }[];
    return found.map(({ id }) => itemOfId.get(id) ?? -1);
  };
}
