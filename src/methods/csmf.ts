/**
 * CSMF: train an objective on all free weights, release the least important (CPP, model/prune.ts), fine-tune
 * those it keeps (accuracy recovery), freeze them, and give the released ones to the next objective, whose
 * score adds its own block to the frozen ones and whose loss has an adaptive margin (AML, model/reference.ts).
 * (CSMF, SIGIR 2025, arXiv 2504.12920; margin form and release details reconstructed.)
 */
import type { PrunableObjective } from '../config';
import type { Objective } from '../data/schema';
import type { LearningStage, Plan, PruneStage, Stage } from '../train/plan';
import { cascadeGrid } from './grids';
import { limitedSteps, type Method, type PlanContext } from './method';

/** Returns the paper's plan: train, prune and recover each objective but the last, which is trained only. */
export function csmfPlan(context: PlanContext, variant: CascadeVariant = PAPER): Plan {
  const { objectives } = context.dataset.log;
  return objectives.flatMap((objective, index): Stage[] => {
    const upstream = objectives[index - 1];
    const isLast = index === objectives.length - 1;
    const stages: Stage[] = [trainStage(context, objective, upstream)];
    if (!isLast && isPrunable(objective)) stages.push(...releaseStages(context, objective, variant));
    if (upstream && context.config.blockShrink) stages.push(shrinkStage(objective));
    return stages;
  });
}

export const csmf: Method = {
  plan: (context) => csmfPlan(context),
  defaults: () => ({}),
  grid: (config, dataset) =>
    cascadeGrid(config, dataset, {
      tau: dataset.log.truth ? { exposure: 0.3, click: 0.2 } : { exposure: 0.2, click: 0.15 },
    }),
};

/** The pruning of a cascade: how much a layer releases, and by which importance. */
export interface CascadeVariant {
  rule: 'cumulative' | 'uniform';
  importance: PruneStage['importance'];
}

const PAPER: CascadeVariant = { rule: 'cumulative', importance: 'magnitude' };

/** Above this many training exposures, recovery samples a fifth of them. */
const RECOVER_ON_ALL = 200_000;
const RECOVERY_SHARE = 0.2;
/** Candidates of validated block shrink (ours); 1 first, so that it wins ties. */
const SHRINK_FACTORS = [1, 0.75, 0.5, 0.25, 0] as const;

const isPrunable = (objective: Objective): objective is PrunableObjective => objective !== 'conversion';

/** Returns the stage that trains an objective on all free weights, with the margin against `upstream`. */
function trainStage(
  context: PlanContext,
  objective: Objective,
  upstream: Objective | undefined,
): LearningStage {
  const { config } = context;
  const rate = config.learningRates[objective];
  const hasAuxiliary = upstream !== undefined && config.auxiliary > 0;
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
    margin: marginOf(context, objective),
    auxiliary: hasAuxiliary ? { objective: upstream, weights: [0, config.auxiliary] } : undefined,
  };
}

/** Returns the stages that release part of an objective's weights (CPP) and fine-tune the others. */
function releaseStages(
  context: PlanContext,
  objective: PrunableObjective,
  { rule, importance }: CascadeVariant,
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
    samples: importance === 'magnitude' ? undefined : config.fisherSamples,
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
    rates: { layers: rate, embeddings: rate * (objective === 'exposure' ? 1 : config.laterEmbeddingRate) },
    distillation: config.distillation,
    embeddingDecay: config.embeddingDecay,
    share: objective === 'exposure' && exposures > RECOVER_ON_ALL ? RECOVERY_SHARE : 1,
    margin: marginOf(context, objective),
  };
  return steps > 0 ? [prune, recover] : [prune];
}

/** Exposure has no upstream score, so it has no margin. */
function marginOf({ config: { margin, gamma } }: PlanContext, objective: Objective) {
  return objective !== 'exposure' && gamma > 0 ? { form: margin, gamma } : undefined;
}

/** Returns the stage that scales a later objective's block by the factor that is best on validation. */
const shrinkStage = (objective: Objective): Stage => ({
  kind: 'shrink',
  id: `shrink-${objective}`,
  objectives: [objective],
  owner: objective,
  factors: SHRINK_FACTORS,
});
