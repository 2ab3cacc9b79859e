/** Small finished runs of every kind, as the training service leaves them. */
import type { ConfigChanges } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import type { Dataset } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import { resolveConfig } from '../../src/methods/presets';
import type { TrainedMethod } from '../../src/methods/trained';
import { encodeSides } from '../../src/model/lookups';
import { parameterCount } from '../../src/model/trainable';
import type { Scorer } from '../../src/retrieve/scorer';
import type { StageReport } from '../../src/worker/protocol/training';
import { stageReport } from '../../src/worker/training/progress';
import { fullDrift, type SessionRun } from '../../src/worker/training/sessionRun';
import { StageStates } from '../../src/worker/training/stageStates';
import { engineFor } from '../processorEngine';
import { trainMethod } from '../trainMethod';

/** A few steps of everything. */
const FEW_STEPS = {
  batchSize: 32,
  steps: { exposure: 5, click: 3, conversion: 3 },
  recoverySteps: { exposure: 2, click: 2 },
  rerank: { steps: 10, rate: 1e-2 },
} satisfies ConfigChanges;

export async function smallShop(seed = 3): Promise<Dataset> {
  return splitLog(await generateSample('shop', { seed, users: 60, items: 60 }), { seed });
}

export async function trainedSessionRun(dataset: Dataset, method: TrainedMethod): Promise<SessionRun> {
  const engine = await engineFor(method);
  const states = new StageStates();
  const stages: StageReport[] = [];
  const sides = encodeSides(dataset);
  const finished = await trainMethod({
    engine,
    dataset,
    method,
    changes: FEW_STEPS,
    onEvent: (event, model) => {
      if (event.kind !== 'stage-end') return;
      states.add(model, event);
      stages.push(stageReport(event.stage, { model, sides }, { ...event, seconds: 1, hasMasks: true }));
    },
  });
  const { trainable, vectors, rerankers, scorer, drift } = finished;
  const summary: SessionRun['summary'] = {
    id: `${method}-1`,
    method,
    config: resolveConfig(method, dataset, FEW_STEPS),
    engine: engine.name,
    backend: 'wasm',
    seconds: 1,
    steps: 15,
    parameters: parameterCount(trainable),
    vectorWidth: vectors.width,
    history: [{ step: 1, stage: 'train-exposure', loss: 5.125 }],
    drift: fullDrift(drift),
  };
  const { name, fingerprint } = dataset.log;
  const trained = { model: trainable, vectors, ...(rerankers && { rerankers }) };
  const origin = { name, fingerprint };
  return { summary, dataset: origin, stages, validations: [], states: states.list, trained, scorer };
}

/** Returns every score of every user, and their fusion where the scorer has one. */
export function everyScore(scorer: Scorer): Float32Array[][] {
  return Array.from({ length: scorer.users }, (_, user) => {
    const scores = [0, 1, 2].map(() => new Float32Array(scorer.items));
    scorer.score(user, scores);
    const fused = new Float32Array(scorer.items);
    scorer.fuse?.(user, [0.2, 0.3, 0.5], fused);
    return [...scores, fused];
  });
}
