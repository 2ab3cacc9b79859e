/** Why a training failed, and the one change that is likely to cure it. */
import { type Config, type ConfigChanges, PARAMETERS } from '../../config';

export const FAILURES = ['nan-loss', 'nan-weights', 'out-of-memory'] as const;
export type Failure = (typeof FAILURES)[number];

export const failureOf = (code: string | undefined): Failure | null =>
  FAILURES.find((known) => known === code) ?? null;

/** Learning rates (and decay, which shrinks weights at their pace), or batch and negatives, at half: within their bounds. */
export function remedyOf(failure: Failure, config: Config): ConfigChanges {
  if (failure === 'out-of-memory') {
    return {
      batchSize: halved('batchSize', config.batchSize),
      uniformNegatives: halved('uniformNegatives', config.uniformNegatives),
    };
  }
  const { exposure, click, conversion } = config.learningRates;
  return {
    learningRates: {
      exposure: halved('learningRates.exposure', exposure),
      click: halved('learningRates.click', click),
      conversion: halved('learningRates.conversion', conversion),
    },
    rerank: { rate: halved('rerank.rate', config.rerank.rate) },
    ...(failure === 'nan-weights' && { embeddingDecay: halved('embeddingDecay', config.embeddingDecay) }),
  };
}

function halved(path: string, value: number): number {
  const parameter = PARAMETERS.find((other) => other.path === path);
  if (parameter?.kind !== 'number') return value;
  return Math.max(parameter.min, parameter.integer ? Math.floor(value / 2) : value / 2);
}
