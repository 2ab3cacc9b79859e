/** Defaults of a method on a given log, and the training made from them. */
import { type Config, type ConfigChanges, DEFAULTS, withChanges } from '../config';
import type { Dataset } from '../data/schema';
import type { Engine } from '../engine/engine';
import { createNetwork } from '../model/extra/network';
import { encodeSides } from '../model/lookups';
import { createModel } from '../model/tower';
import type { Trainable } from '../model/trainable';
import { createRandom } from '../random';
import { type Plan, scoreKindOf } from '../train/plan';
import type { Training } from '../train/run';
import type { PlanContext } from './method';
import { logDefaults } from './methodDefaults';
import { TRAINED, type TrainedMethod } from './trained';

/** Returns the default method: the paper's plan on samples, ours on an uploaded log. */
export const defaultMethod = (dataset: Dataset): TrainedMethod => (dataset.log.truth ? 'csmf' : 'csmf-plus');

/** Returns the defaults of a method on a log, with the person's changes applied. */
export function resolveConfig(method: TrainedMethod, dataset: Dataset, changes: ConfigChanges = {}): Config {
  const layers = [logDefaults(dataset), TRAINED[method].defaults(dataset, changes), changes];
  return layers.reduce(withChanges, DEFAULTS);
}

export interface TrainingOptions {
  method: TrainedMethod;
  dataset: Dataset;
  config: Config;
  engine: Engine;
  /** Another engine after a lost device. */
  replaceEngine?: (() => Promise<Engine>) | undefined;
}

/** Creates what a method trains, before its first step. */
export function untrained(method: TrainedMethod, context: PlanContext): Trainable {
  const { dataset, config } = context;
  const random = createRandom(config.seed, 'weights');
  const architecture = TRAINED[method].architecture?.(context);
  if (architecture) return createNetwork(dataset, config, { architecture, random });
  return { ...createModel(dataset, config, random), scores: scoreKindOf(planOf(method, context)) };
}

/** Creates a training: an untrained model and what trains it. */
export function createTraining({ method, ...options }: TrainingOptions): Training {
  return { ...options, model: untrained(method, options), sides: encodeSides(options.dataset) };
}

/** Returns the stages of a training. */
export const planOf = (method: TrainedMethod, context: PlanContext): Plan => TRAINED[method].plan(context);
