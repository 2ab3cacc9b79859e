/**
 * CSMF: train an objective on all free weights, release the least important (CPP), mend what is kept
 * (accuracy recovery), freeze it, and give what was released to the next objective.
 * (CSMF, SIGIR 2025, arXiv 2504.12920; margin form and release details reconstructed.)
 */
import { type Config, type ConfigChanges, DEFAULTS } from '../config';
import type { Dataset, Objective } from '../data/schema';
import type { LearningStage, Plan, PruneStage, Stage } from '../train/plan';
import { crossedWithRates, limitedSteps, type Method, type PlanContext } from './method';

/** Above this many training exposures recovery sees a fifth of them. */
const RECOVER_ON_ALL = 200_000;
const RECOVERY_SHARE = 0.2;
/** Candidates of validated block shrink; 1 first, so that it wins ties. */
const SHRINK_FACTORS = [1, 0.75, 0.5, 0.25, 0] as const;

export const csmf: Method = {
  plan: csmfPlan,
  defaults: () => ({}),
  grid: (config, dataset) =>
    cascadeGrid(config, dataset, {
      tau: dataset.log.truth ? { exposure: 0.3, click: 0.2 } : { exposure: 0.2, click: 0.15 },
    }),
};

/**
 * Two learning rates crossed with keeping more of each block (`kept`). On a person's own log whoever keeps more
 * also trains it longer, and the later ones more gently: nobody knows whether its objectives conflict, and
 * where they do not, the later ones are served best by a good exposure score.
 */
export function cascadeGrid(config: Config, { log }: Dataset, kept: ConfigChanges): readonly ConfigChanges[] {
  return crossedWithRates(config, log.truth ? kept : { ...kept, ...towardsExposure(config) });
}

/** Half of all later steps go to exposure, the sum stays; later embeddings move at the samples' rate. */
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

/** What another method replaces in the cascade. */
export interface CascadeParts {
  /** How much a layer releases. */
  rule: 'cumulative' | 'uniform';
  /** What matters least and goes first. */
  importance: PruneStage['importance'];
}

const PAPER: CascadeParts = { rule: 'cumulative', importance: 'magnitude' };

export function csmfPlan(context: PlanContext, replaced: Partial<CascadeParts> = {}): Plan {
  const parts = { ...PAPER, ...replaced };
  const { objectives } = context.dataset.log;
  return objectives.flatMap((objective, place): Stage[] => {
    const upstream = objectives[place - 1];
    const stages: Stage[] = [trainStage(context, objective, upstream)];
    if (place < objectives.length - 1)
      stages.push(...releaseStages(context, objective as 'exposure' | 'click', parts));
    if (upstream && context.config.blockShrink) {
      stages.push({
        kind: 'shrink',
        id: `shrink-${objective}`,
        objectives: [objective],
        owner: objective,
        factors: SHRINK_FACTORS,
      });
    }
    return stages;
  });
}

function trainStage(
  context: PlanContext,
  objective: Objective,
  upstream: Objective | undefined,
): LearningStage {
  const { config } = context;
  const rate = config.learningRates[objective];
  return {
    kind: 'train',
    id: `train-${objective}`,
    objectives: [objective],
    owner: objective,
    terms: [{ objective, weight: 1, batchShare: 1 }],
    steps: limitedSteps(context, objective, config.steps[objective]),
    rates: { layers: rate, embeddings: rate * (upstream ? config.laterEmbeddingRate : 1) },
    distillation: 0,
    embeddingDecay: config.embeddingDecay,
    share: 1,
    ...(upstream && config.gamma > 0 && { margin: { form: config.margin, gamma: config.gamma } }),
    ...(upstream &&
      config.auxiliary > 0 && { auxiliary: { objective: upstream, weights: [0, config.auxiliary] } }),
  };
}

function releaseStages(
  context: PlanContext,
  objective: 'exposure' | 'click',
  { rule, importance }: CascadeParts,
): Stage[] {
  const { config, dataset } = context;
  const shared = { objectives: [objective], owner: objective } as const;
  const steps = limitedSteps(context, objective, config.recoverySteps[objective]);
  const rate = config.learningRates[objective] * config.recoveryRates[objective];
  const exposures = dataset.positives.exposure?.users.length ?? 0;
  const prune: Stage = {
    ...shared,
    kind: 'prune',
    id: `prune-${objective}`,
    importance,
    ...(importance !== 'magnitude' && { samples: config.fisherSamples }),
    ...(rule === 'uniform'
      ? { rule, share: config.releaseShare[objective] }
      : { rule, tau: config.tau[objective], weightTau: config.weightTau }),
  };
  const recover: Stage = {
    ...shared,
    kind: 'recover',
    id: `recover-${objective}`,
    terms: [{ objective, weight: 1, batchShare: 1 }],
    steps,
    rates: {
      layers: rate,
      embeddings: rate * (objective === 'exposure' ? 1 : config.laterEmbeddingRate),
    },
    distillation: config.distillation,
    embeddingDecay: config.embeddingDecay,
    share: objective === 'exposure' && exposures > RECOVER_ON_ALL ? RECOVERY_SHARE : 1,
    ...(objective !== 'exposure' &&
      config.gamma > 0 && { margin: { form: config.margin, gamma: config.gamma } }),
  };
  return steps > 0 ? [prune, recover] : [prune];
}
