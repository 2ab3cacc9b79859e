/** Trains a method to its end, as the worker does, without the worker. */
import type { ConfigChanges } from '../src/config';
import type { Dataset } from '../src/data/schema';
import type { Engine } from '../src/engine/engine';
import { createTraining, planOf, resolveConfig } from '../src/methods/presets';
import type { TrainedMethod } from '../src/methods/trained';
import type { Model } from '../src/model/tower';
import type { Trainable } from '../src/model/trainable';
import type { Scorer } from '../src/retrieve/scorer';
import type { Checkpoint } from '../src/train/recovery/checkpoint';
import type { TrainingEvent, TrainingResult } from '../src/train/run';
import { runPlan } from '../src/train/trainer';
import { scorerOf } from '../src/train/validation';

export interface TrainedRun extends TrainingResult {
  /** Whatever the method trained; `model` is the same for tests of masked methods. */
  trainable: Trainable;
  model: Model;
  scorer: Scorer;
  history: number[];
}

export interface TrainMethodOptions {
  engine: Engine;
  dataset: Dataset;
  method: TrainedMethod;
  changes?: ConfigChanges;
  onEvent?: (event: TrainingEvent, model: Model) => void | Promise<void>;
  /** Another engine after a lost device. */
  replaceEngine?: () => Promise<Engine>;
  /** Goes on from here. */
  from?: Checkpoint;
}

export async function trainMethod(options: TrainMethodOptions): Promise<TrainedRun> {
  const { engine, dataset, method, changes, onEvent, replaceEngine, from } = options;
  const config = resolveConfig(method, dataset, changes);
  const training = createTraining({
    method,
    dataset,
    config,
    engine,
    ...(replaceEngine && { replaceEngine }),
  });
  const { model: trainable } = training;
  const model = trainable as Model;
  const history: number[] = [];
  const events = runPlan(training, planOf(method, { config, dataset }), from);
  for (;;) {
    const { value, done } = await events.next();
    if (done)
      return {
        ...value,
        trainable,
        model,
        scorer: scorerOf(value.vectors, dataset, value.rerankers),
        history,
      };
    if (value.kind === 'step') history.push(...value.losses.map(({ loss }) => loss));
    // What came after the step a lost device throws back to is void.
    if (value.kind === 'rewind') history.length = value.step;
    await onEvent?.(value, model);
  }
}
