/** Resolves what a training is asked for into method, configuration and log. */
import { DEFAULTS, withChanges } from '../../config';
import { defaultMethod, resolveConfig } from '../../methods/presets';
import { isTrained } from '../../methods/trained';
import type { DataService } from '../data/dataService';
import type { Setup } from '../protocol/storage';
import type { TrainOptions } from '../protocol/training';

/** Defaults of the method on the loaded log, then the changes. Throws CodedError while no log is loaded. */
export function setupOf(
  { dataset, reference }: Pick<DataService, 'dataset' | 'reference'>,
  { method = defaultMethod(dataset), config = {} }: TrainOptions,
): Setup {
  return {
    method,
    config: isTrained(method) ? resolveConfig(method, dataset, config) : withChanges(DEFAULTS, config),
    dataset: reference,
  };
}
