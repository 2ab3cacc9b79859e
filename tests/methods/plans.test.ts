import { describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import type { Dataset } from '../../src/data/schema';
import { planOf, resolveConfig } from '../../src/methods/presets';
import type { TrainedMethod } from '../../src/methods/trained';
import { planSteps, type Stage } from '../../src/train/plan';
import { tinyDataset } from '../tinyLog';

/** A sample in the eyes of the defaults: a log whose truth is known. */
const dataset: Dataset = tinyDataset();
const sample: Dataset = { ...dataset, log: { ...dataset.log, truth: {} as never } };

function planFor(method: TrainedMethod, changes: ConfigChanges = {}, log = sample): readonly Stage[] {
  return planOf(method, { config: resolveConfig(method, log, changes), dataset: log });
}

const outline = (plan: readonly Stage[]) =>
  plan.map((stage) => [stage.id, stage.owner, 'steps' in stage ? stage.steps : 0]);
const isLearning = (stage: Stage) => stage.kind === 'train' || stage.kind === 'recover';

describe('csmf-no-cpp', () => {
  it('is the paper’s plan but for the rule by which a layer releases', () => {
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
  it('is the paper’s plan without any margin, whatever γ says', () => {
    const plan = planFor('csmf-no-aml', { gamma: 2 });
    expect(plan.some((stage) => 'margin' in stage)).toBe(false);
    expect(
      planFor('csmf')
        .filter((stage) => 'margin' in stage)
        .map(({ id }) => id),
    ).toEqual(['train-click', 'recover-click', 'train-conversion']);
    expect(plan).toEqual(planFor('csmf', { gamma: 0 }));
  });
});

describe('csmf-no-ar', () => {
  it('recovers nothing and trains each objective as many steps as it trained and recovered in csmf', () => {
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
