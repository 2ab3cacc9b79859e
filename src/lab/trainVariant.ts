/** Makes a ranker of a method variant, by training it where it trains anything. */
import type { Dataset, PerObjective } from '../data/schema';
import type { Engine } from '../engine/engine';
import { createTraining } from '../methods/presets';
import { isTrained, usesNetwork } from '../methods/trained';
import { isUntrainedBaseline, UNTRAINED_BASELINES } from '../methods/untrainedBaselines';
import { rerankerParameters } from '../model/extra/reranker';
import { parameterCount } from '../model/trainable';
import type { Scorer } from '../retrieve/scorer';
import { planSteps } from '../train/plan';
import { runPlan } from '../train/trainer';
import { scorerOf } from '../train/validation';
import type { MethodVariant } from './experiment';
import type { Preparation } from './prepare';

/** Source of engines; `replace` gives another after a lost device. */
export interface Engines {
  /** Returns an engine for what is trained on the log; not every engine trains a network. */
  forLog(dataset: Dataset, config: Preparation['config'], what: 'towers' | 'network'): Promise<Engine>;
  replace?(): Promise<Engine>;
}

export interface TrialProgress {
  /** Gradient steps done. */
  step: number;
  steps: number;
}

export interface TrainedRanker {
  scorer: Scorer;
  engine: string;
  backend: string;
  steps: number;
  /** Floating-point operations of all steps. */
  flops?: number;
  seconds: number;
  parameters: number;
  vectorWidth: number;
  drift: Partial<PerObjective<number>>;
}

interface TrainOptions extends Preparation {
  dataset: Dataset;
  variant: MethodVariant;
  engines: Engines;
  signal?: AbortSignal;
}

/** Trains the variant; yields after every step. The time between pulls does not count. Throws the signal's reason once aborted. */
export async function* trainVariant(options: TrainOptions): AsyncGenerator<TrialProgress, TrainedRanker> {
  const { dataset, variant, engines, config, plan, signal } = options;
  if (isUntrainedBaseline(variant.method))
    return untrained(UNTRAINED_BASELINES[variant.method](dataset, config.seed));
  if (!isTrained(variant.method)) throw new Error(`unknown method ${variant.method}`);
  const engine = await engines.forLog(dataset, config, usesNetwork(variant.method) ? 'network' : 'towers');
  const training = createTraining({
    method: variant.method,
    dataset,
    config,
    engine,
    ...(engines.replace && { replaceEngine: () => engines.replace!() }),
  });
  const steps = planSteps(plan);
  const events = runPlan(training, plan);
  let activeMs = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const start = performance.now();
      const { value, done } = await events.next();
      activeMs += performance.now() - start;
      if (done) {
        return {
          scorer: scorerOf(value.vectors, dataset, value.rerankers),
          engine: training.engine.name,
          backend: training.engine.backend,
          steps: value.steps,
          ...(value.flops !== undefined && { flops: value.flops }),
          seconds: activeMs / 1000,
          parameters: parameterCount(training.model) + rerankerParameters(value.rerankers ?? []),
          vectorWidth: value.vectors.width,
          drift: value.drift,
        };
      }
      if (value.kind === 'step') yield { step: value.step, steps };
    }
  } finally {
    // A trial that is abandoned closes its stage.
    await events.return(undefined as never);
  }
}

function untrained(scorer: Scorer): TrainedRanker {
  const nothing = { steps: 0, flops: 0, seconds: 0, parameters: 0, vectorWidth: 0, drift: {} };
  return { scorer, engine: 'none', backend: 'none', ...nothing };
}
