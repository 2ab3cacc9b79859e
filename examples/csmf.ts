/** Trains CSMF on a generated sample and prints recall and forgetting. Run it with `npm run example`. */
import { generateSample } from '../src/data/sample/sample';
import { splitLog } from '../src/data/split';
import { kernelModule } from '../src/engine/wasm/kernelModule';
import { createWasmEngine } from '../src/engine/wasm/wasmEngine';
import { evaluate } from '../src/evaluate/evaluate';
import { createTraining, planOf, resolveConfig } from '../src/methods/presets';
import { runPlan } from '../src/train/trainer';
import { scorerOf } from '../src/train/validation';

const SEED = 0;
const K = 20;

const log = await generateSample('shop', { seed: SEED, users: 400, items: 300 });
const dataset = splitLog(log, { seed: SEED });
const config = resolveConfig('csmf', dataset, { seed: SEED });

const engine = createWasmEngine(await kernelModule());
const training = createTraining({ method: 'csmf', dataset, config, engine });
const events = runPlan(training, planOf('csmf', { config, dataset }));
let event = await events.next();
for (; !event.done; event = await events.next()) {
  if (event.value.kind === 'stage-end') console.log(`finished ${event.value.stage.id}`);
}

const { vectors, drift } = event.value;
const scorer = scorerOf(vectors, dataset);
const report = await evaluate({ scorer, dataset, split: 'test', k: K, seed: SEED });
for (const objective of log.objectives) {
  const recall = report[objective]?.recall.toFixed(3);
  // Forgetting: the largest change of any score of an objective after its last stage. CSMF's is 0.
  console.log(`${objective}: Recall@${K} ${recall}, forgetting ${drift[objective]?.toFixed(3)}`);
}
engine.dispose();
