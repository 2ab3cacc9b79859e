/** The run of a finished training. */
import type { TrainedMethod } from '../../methods/trained';
import { rerankerParameters } from '../../model/extra/reranker';
import { parameterCount } from '../../model/trainable';
import type { Training } from '../../train/run';
import { scorerOf } from '../../train/validation';
import { fullDrift, type SessionRun } from './sessionRun';
import type { FinishedTraining } from './trainingControl';

export interface TrainedRunOptions {
  id: string;
  method: TrainedMethod;
  training: Training;
  finished: FinishedTraining;
}

/** Builds the run of a finished training. */
export function trainedRun({ id, method, training, finished }: TrainedRunOptions): SessionRun {
  const { config, dataset, engine, model } = training;
  const { result, history, stages, validations, states, seconds } = finished;
  const { vectors, rerankers } = result;
  return {
    summary: {
      id,
      method,
      config,
      engine: engine.name,
      backend: engine.backend,
      seconds,
      steps: result.steps,
      ...(result.flops !== undefined && { flops: result.flops }),
      parameters: parameterCount(model) + rerankerParameters(rerankers ?? []),
      vectorWidth: vectors.width,
      history,
      drift: fullDrift(result.drift),
    },
    dataset: { name: dataset.log.name, fingerprint: dataset.log.fingerprint },
    stages,
    validations,
    states,
    trained: { model, vectors, ...(rerankers && { rerankers }) },
    scorer: scorerOf(vectors, dataset, rerankers),
  };
}
