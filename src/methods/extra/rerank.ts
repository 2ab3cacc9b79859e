/**
 * A reranker over any method's top 200: the base retrieves by its own plan, then each objective gets a small
 * network that reorders the retrieved items, trained on hard negatives of that very base.
 * (retriever and reranker as in RepLLaMA / RankLLaMA, arXiv 2310.08319)
 */
import type { BaseMethod } from '../../config';
import type { Plan, RerankStage } from '../../train/plan';
import { csmf } from '../csmf';
import { csmfPlus } from '../csmfPlus';
import { crossedWithRates } from '../grids';
import { joint } from '../joint';
import type { Method, PlanContext } from '../method';
import { sequential } from '../sequential';

const RETRIEVERS: Readonly<Record<BaseMethod, Method>> = { csmf, 'csmf-plus': csmfPlus, joint, sequential };

export const rerank: Method = {
  plan: rerankPlan,
  defaults(dataset, changes) {
    const { base = dataset.log.truth ? 'csmf' : 'csmf-plus' } = changes;
    // An unknown base is refused when the changes are checked.
    return { ...RETRIEVERS[base]?.defaults(dataset, changes), base };
  },
  grid: (config) => crossedWithRates(config, { rerank: { rate: 3 * config.rerank.rate } }),
};

function rerankPlan(context: PlanContext): Plan {
  const { base, rerank: settings } = context.config;
  const stages = context.dataset.log.objectives.map(
    (objective): RerankStage => ({
      kind: 'rerank',
      id: `rerank-${objective}`,
      objectives: [objective],
      owner: objective,
      ...settings,
    }),
  );
  return [...RETRIEVERS[base].plan(context), ...stages];
}
