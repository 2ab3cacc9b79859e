/** CSMF and CSMF+ with one part switched off or replaced, all else equal: what each part contributes. */
import { type ConfigChanges, DEFAULTS } from '../config';
import type { Plan } from '../train/plan';
import { csmf, csmfPlan } from './csmf';
import { csmfPlus } from './csmfPlus';
import { cascadeGrid } from './grids';
import { type Method, withoutPart } from './method';
import type { CsmfPlusPart } from './methodCatalogue';

/** CSMF without the adaptive margin: γ = 0, plain sampled softmax in every stage (ablation of SIGIR 2025). */
export const csmfNoAml: Method = withoutPart(csmf, { gamma: 0 });

/**
 * CSMF without accuracy recovery: the weights an objective keeps are frozen right after pruning (ablation of
 * SIGIR 2025). The steps that recovery would have taken go to the same objective's training, at training's
 * rates, so that both plans take equally many gradient steps.
 */
export const csmfNoAr: Method = {
  plan: (context) => withoutRecovery(csmfPlan(context)),
  defaults: csmf.defaults,
  grid: csmf.grid,
};

function withoutRecovery(plan: Plan): Plan {
  return plan.flatMap((stage) => {
    if (stage.kind === 'recover') return [];
    if (stage.kind !== 'train') return [stage];
    const recovery = plan.find(({ kind, owner }) => kind === 'recover' && owner === stage.owner);
    const saved = recovery?.kind === 'recover' ? recovery.steps : 0;
    return [{ ...stage, steps: stage.steps + saved }];
  });
}

/**
 * CSMF without CPP: the same share of ELEMENTS (columns, units, weights) is released in every layer, the
 * smallest magnitudes first, however much importance they hold (PackNet's rule, Mallya & Lazebnik 2018).
 *
 * The default shares, .42 after exposure and .3 after click, are what CPP at its defaults (τ = .4 and .3)
 * releases of the wide layers of `shop`, seed 0: 20 of 48 and 6 of 20 output units, .42–.44 and .30–.32 of
 * the hidden ones. So both give later objectives equally many weights and differ in which.
 */
export const csmfNoCpp: Method = {
  plan: (context) => csmfPlan(context, { rule: 'uniform', importance: 'magnitude' }),
  defaults: csmf.defaults,
  grid: (...log) => cascadeGrid(...log, { releaseShare: { exposure: 0.3, click: 0.2 } }),
};

/**
 * CSMF that releases by Fisher information instead of magnitude:
 *
 *   F_j = Σ_n (∂_j loss_n)², the least informative first, as much as holds τ of each layer's information
 *
 * (FISH mask, Sung, Nair & Raffel, NeurIPS 2021, which keeps the most informative weights; with CSMF's
 * cumulative rule, ours). loss_n is the sampled softmax of one training positive with candidates of its own;
 * unit and column granularity are reconstructed (model/extra/fisher.ts, model/importance.ts).
 *
 * Squares are spread less evenly than magnitudes. τ = .25 and .2 release about as much as CPP's .4 and .3 do:
 * 19 of 48 and 5 of 19 output units of `shop`, seed 0; of single weights .25 releases about .59, as CPP's .3.
 */
export const csmfFisher: Method = {
  plan: (context) => csmfPlan(context, { rule: 'cumulative', importance: 'fisher' }),
  defaults: () => ({ tau: { exposure: 0.25, click: 0.2 }, weightTau: 0.25 }),
  grid: (...log) => cascadeGrid(...log, { tau: { exposure: 0.15, click: 0.1 } }),
};

/**
 * CSMF that releases what iterative range decreasing never keeps: the half of the samples and the half of
 * the columns, units and weights with the larger Fisher information are kept in turns, until as many are
 * left as `csmf-fisher` keeps (data-oriented IRD, arXiv 2403.08484). So both release equally much and differ
 * only in which. Reconstructed where the abstract is silent: see model/extra/iterativeRange.ts.
 */
export const csmfIrd: Method = {
  ...csmfFisher,
  plan: (context) => csmfPlan(context, { rule: 'cumulative', importance: 'ird' }),
};

const { embeddingWidth, hiddenWidth, outputWidth } = DEFAULTS;

/** CSMF+ with one of its parts switched off (ours). */
export const CSMF_PLUS_PARTS = {
  'csmf-plus-no-distillation': withoutPart(csmfPlus, { distillation: 0 }),
  'csmf-plus-no-decay': csmfPlusFrom({ embeddingDecay: 0 }),
  'csmf-plus-no-shrink': withoutPart(csmfPlus, { blockShrink: false }),
  'csmf-plus-no-auxiliary': withoutPart(csmfPlus, { auxiliary: 0 }),
  'csmf-plus-narrow': csmfPlusFrom({ embeddingWidth, hiddenWidth, outputWidth }),
} satisfies Record<CsmfPlusPart, Method>;

/** Changes defaults of CSMF+ only: hyperparameters that every method reads stay adjustable. */
function csmfPlusFrom(changes: ConfigChanges): Method {
  return { ...csmfPlus, defaults: (...log) => ({ ...csmfPlus.defaults(...log), ...changes }) };
}
