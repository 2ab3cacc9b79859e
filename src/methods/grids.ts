/**
 * Tuning grids: what the lab tries on validation before it compares methods. Every method has as many
 * alternatives (`GRID_SIZE`), the first of them no change at all.
 */
import { type Config, type ConfigChanges, DEFAULTS } from '../config';
import type { Dataset } from '../data/schema';

/** Returns the grid that crosses two learning rates with no change and `change`. */
export function crossedWithRates(config: Config, change: ConfigChanges): readonly ConfigChanges[] {
  const slower = ratesTimes(0.6, config);
  return [{}, slower, change, { ...slower, ...change }];
}

/** Returns the change that multiplies all learning rates by a factor. */
function ratesTimes(factor: number, { learningRates }: Config): ConfigChanges {
  const { exposure, click, conversion } = learningRates;
  return {
    learningRates: {
      exposure: factor * exposure,
      click: factor * click,
      conversion: factor * conversion,
    },
  };
}

/**
 * Returns the grid of a cascade: two learning rates crossed with `release`, a change by which each objective
 * releases less. On an uploaded log that change also trains exposure longer and later embeddings more gently:
 * whether its objectives conflict is unknown there, and where they do not, later objectives are served best by
 * a good exposure score.
 */
export function cascadeGrid(
  config: Config,
  { log }: Dataset,
  release: ConfigChanges,
): readonly ConfigChanges[] {
  return crossedWithRates(config, log.truth ? release : { ...release, ...towardsExposure(config) });
}

/** Moves half of all later steps to exposure, their sum unchanged; later embeddings get the samples' rate. */
function towardsExposure({ steps, recoverySteps }: Config): ConfigChanges {
  const half = (later: number) => Math.ceil(later / 2);
  const [click, conversion] = [half(steps.click), half(steps.conversion)];
  const recovery = half(recoverySteps.click);
  const saved = steps.click + steps.conversion + recoverySteps.click - click - conversion - recovery;
  return {
    steps: { exposure: steps.exposure + saved, click, conversion },
    recoverySteps: { click: recovery },
    laterEmbeddingRate: DEFAULTS.laterEmbeddingRate,
  };
}
