import { describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import type { Dataset } from '../../src/data/schema';
import { planOf, resolveConfig } from '../../src/methods/presets';
import type { TrainedMethod } from '../../src/methods/trained';
import { changedPaths } from '../../src/page/plan/parameters';
import { type LearningStage, planSteps, type Stage } from '../../src/train/plan';
import { tinyDataset } from '../tinyLog';

/** A sample in the eyes of the defaults: a log whose truth is known. */
const dataset: Dataset = tinyDataset();
const sample: Dataset = { ...dataset, log: { ...dataset.log, truth: {} as never } };

function planFor(method: TrainedMethod, changes: ConfigChanges = {}, log = sample): readonly Stage[] {
  return planOf(method, { config: resolveConfig(method, log, changes), dataset: log });
}

const outline = (plan: readonly Stage[]) =>
  plan.map((stage) => [stage.id, stage.owner, 'steps' in stage ? stage.steps : 0]);
const isLearning = (stage: Stage): stage is LearningStage =>
  stage.kind === 'train' || stage.kind === 'recover';

describe('csmf-no-cpp', () => {
  it('differs from the paper’s plan only in the rule by which a layer releases weights', () => {
    const plan = planFor('csmf-no-cpp');
    expect(outline(plan)).toEqual(outline(planFor('csmf')));
    expect(plan.filter(({ kind }) => kind === 'prune')).toMatchObject([
      { owner: 'exposure', rule: 'uniform', share: 0.42 },
      { owner: 'click', rule: 'uniform', share: 0.3 },
    ]);
    expect(plan.filter(isLearning)).toEqual(planFor('csmf').filter(isLearning));
  });
});

describe('csmf-no-aml', () => {
  it('is the paper’s plan without a margin, whatever γ is', () => {
    const plan = planFor('csmf-no-aml', { gamma: 2 });
    expect(plan.some((stage) => isLearning(stage) && stage.margin !== undefined)).toBe(false);
    expect(
      planFor('csmf')
        .filter((stage) => isLearning(stage) && stage.margin !== undefined)
        .map(({ id }) => id),
    ).toEqual(['train-click', 'recover-click', 'train-conversion']);
    expect(plan).toEqual(planFor('csmf', { gamma: 0 }));
  });
});

describe('csmf-no-ar', () => {
  it('has no recovery; each objective trains for the steps of training and recovery in csmf', () => {
    expect(outline(planFor('csmf-no-ar'))).toEqual([
      ['train-exposure', 'exposure', 400 + 80],
      ['prune-exposure', 'exposure', 0],
      ['train-click', 'click', 150 + 60],
      ['prune-click', 'click', 0],
      ['train-conversion', 'conversion', 100],
    ]);
  });

  it.each([
    ['a sample', sample],
    ['a log of one’s own, whose epochs are limited', dataset],
  ])('takes exactly as many gradient steps as csmf on %s', (_name, log) => {
    const plan = planFor('csmf-no-ar', {}, log);
    expect(planSteps(plan)).toBe(planSteps(planFor('csmf', {}, log)));
    expect(resolveConfig('csmf-no-ar', log)).toEqual(resolveConfig('csmf', log));
  });
});

describe('packnet', () => {
  it('prunes every layer by the same share and has separate scores, without base, margin or parts of CSMF+', () => {
    const asked = { gamma: 2, distillation: 0.7, auxiliary: 0.3, blockShrink: true };
    const plan = planFor('packnet', asked);
    expect(outline(plan)).toEqual(outline(planFor('csmf')));
    for (const stage of plan.filter(isLearning)) expect(stage).toMatchObject({ additive: false });
    expect(
      plan.filter(isLearning).some((stage) => stage.margin !== undefined || stage.auxiliary !== undefined),
    ).toBe(false);
    expect(plan.filter(({ kind }) => kind === 'prune')).toMatchObject([{ share: 0.42 }, { share: 0.3 }]);
  });

  it('has the defaults of the other baselines', () => {
    for (const log of [sample, dataset]) {
      const { keepBest, outputWidth, embeddingDecay } = resolveConfig('joint', log);
      expect(resolveConfig('packnet', log)).toMatchObject({ keepBest, outputWidth, embeddingDecay });
    }
  });
});

describe.each([
  ['csmf-fisher', 'fisher'],
  ['csmf-ird', 'ird'],
] as const)('%s', (method, importance) => {
  it('differs from the paper’s plan only in the importance by which a layer releases weights', () => {
    const plan = planFor(method, { fisherSamples: 20 });
    expect(outline(plan)).toEqual(outline(planFor('csmf')));
    expect(plan.filter(isLearning)).toEqual(planFor('csmf').filter(isLearning));
    expect(plan.filter(({ kind }) => kind === 'prune')).toMatchObject([
      { owner: 'exposure', rule: 'cumulative', tau: 0.25, importance, samples: 20 },
      { owner: 'click', rule: 'cumulative', tau: 0.2, importance, samples: 20 },
    ]);
  });
});

describe('CSMF+ with one part switched off', () => {
  const plus = planFor('csmf-plus', {}, dataset);
  const learning = (change: Partial<LearningStage>) =>
    plus.map((stage) => ('steps' in stage ? { ...stage, ...change } : stage));
  const withoutAuxiliary = plus.map((stage) => {
    const { auxiliary: _, ...rest } = stage as LearningStage;
    return rest;
  });

  it.each([
    ['csmf-plus-no-distillation', learning({ distillation: 0 })],
    ['csmf-plus-no-decay', learning({ embeddingDecay: 0 })],
    ['csmf-plus-no-shrink', plus.filter(({ kind }) => kind !== 'shrink')],
    ['csmf-plus-no-auxiliary', withoutAuxiliary],
    ['csmf-plus-narrow', plus],
  ] as const)('%s changes nothing else', (method, expected) => {
    expect(planFor(method, {}, dataset)).toEqual(expected);
    if (method !== 'csmf-plus-narrow') expect(expected).not.toEqual(plus);
    const [own, all] = [resolveConfig(method, dataset), resolveConfig('csmf-plus', dataset)];
    expect(changedPaths(own, all)).toEqual(
      {
        'csmf-plus-no-distillation': ['distillation'],
        'csmf-plus-no-decay': ['embeddingDecay'],
        'csmf-plus-no-shrink': ['blockShrink'],
        'csmf-plus-no-auxiliary': ['auxiliary'],
        'csmf-plus-narrow': ['embeddingWidth', 'hiddenWidth', 'outputWidth'],
      }[method],
    );
  });

  it('with narrow towers has the width of the samples’ models', () => {
    const { embeddingWidth, hiddenWidth, outputWidth } = resolveConfig('csmf', sample);
    const narrow = resolveConfig('csmf-plus-narrow', dataset);
    expect(narrow).toMatchObject({ embeddingWidth, hiddenWidth, outputWidth });
  });
});
