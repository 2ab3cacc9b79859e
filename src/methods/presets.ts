/** The defaults a method starts from on a given log, and everything a training of it begins with. */
import { type Config, type ConfigChanges, DEFAULTS, withChanges } from '../config';
import type { Dataset } from '../data/schema';
import type { Engine } from '../engine/engine';
import { createModel, encodeSides } from '../model/parameters';
import { createRandom } from '../random';
import type { Plan } from '../train/plan';
import type { Training } from '../train/run';
import { logDefaults } from './footing';
import type { PlanContext } from './method';
import { TRAINED, type TrainedMethod } from './trained';

/** The paper's plan on samples, ours on a person's own log. */
export const defaultMethod = (dataset: Dataset): TrainedMethod => (dataset.log.truth ? 'csmf' : 'csmf-plus');

/** The defaults of a method on a log (DESIGN section 3), with the person's changes laid over them. */
export function resolveConfig(method: TrainedMethod, dataset: Dataset, changes: ConfigChanges = {}): Config {
  const layers = [logDefaults(dataset), TRAINED[method].defaults(dataset, changes), changes];
  return layers.reduce(withChanges, DEFAULTS);
}

export interface TrainingOptions {
  dataset: Dataset;
  config: Config;
  engine: Engine;
  /** Another engine after a lost device. */
  replaceEngine?: () => Promise<Engine>;
}

/** An untrained model and what trains it. */
export function createTraining(options: TrainingOptions): Training {
  const { dataset, config } = options;
  const model = createModel(dataset, config, createRandom(config.seed, 'weights'));
  return { ...options, model, sides: encodeSides(dataset) };
}

/** The stages that a training goes through. */
export const planOf = (method: TrainedMethod, context: PlanContext): Plan => TRAINED[method].plan(context);
