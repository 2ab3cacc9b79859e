/**
 * PackNet (Mallya & Lazebnik, CVPR 2018) with objectives for tasks: train, release the same share of every
 * layer's smallest weights, retrain what is kept, freeze it, and give what was released to the next.
 *
 *   s_t = ⟨e^t_u, e^t_i⟩, e^t computed with the weights of owners ≤ t
 *
 * A later objective reads the frozen features of earlier ones, but its score is its own block alone: no
 * additive base, no margin. PackNet has one head for each task; here the K output units are divided like
 * everything else, so that the served vector is as wide as CSMF's (reconstructed). Steps, shares and
 * granularities are those of `csmf-no-cpp`, from which it differs by base and margin.
 */
import type { Stage } from '../train/plan';
import { csmfPlan } from './csmf';
import { crossedWithRates } from './grids';
import { type Method, withoutPart } from './method';
import { baselineDefaults } from './methodDefaults';

export const packnet: Method = withoutPart(
  {
    plan: (context) => csmfPlan(context, { rule: 'uniform', importance: 'magnitude' }).map(withoutBase),
    defaults: baselineDefaults,
    grid: (config) => crossedWithRates(config, { releaseShare: { exposure: 0.55, click: 0.45 } }),
  },
  { gamma: 0, distillation: 0, auxiliary: 0, blockShrink: false },
);

const withoutBase = (stage: Stage): Stage =>
  stage.kind === 'train' || stage.kind === 'recover' ? { ...stage, additive: false } : stage;
