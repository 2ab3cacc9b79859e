import { describe, expect, it } from 'vitest';
import { DEFAULTS, PARAMETERS, withChanges } from '../../src/config';
import { SAMPLES } from '../../src/data/sample/sampleCatalogue';
import { METHODS } from '../../src/methods/methodCatalogue';
import { en } from '../../src/page/messages/en';
import { changedPaths, parametersFor } from '../../src/page/plan/parameters';

const texts: Readonly<Record<string, string>> = en;

describe('the English catalogue', () => {
  it.each(PARAMETERS.map(({ path }) => path))('names and explains the hyperparameter %s', (path) => {
    expect(texts[`config.${path}.label`]).toBeTruthy();
    expect(texts[`config.${path}.help`]).toBeTruthy();
  });

  it('has a text for every choice of a hyperparameter, every method and every sample', () => {
    const choices = PARAMETERS.flatMap((parameter) => (parameter.kind === 'choice' ? parameter.choices : []));
    const keys = [
      ...choices.map((choice) => `choice.${choice}`),
      ...METHODS.flatMap(({ id }) => [`method.${id}.title`, `method.${id}.summary`]),
      ...SAMPLES.flatMap(({ name }) => [`sample.${name}.title`, `sample.${name}.hint`]),
    ];
    expect(keys.filter((key) => !texts[key])).toEqual([]);
  });

  it('says that the formula of the margin is reconstructed and that CSMF+ is ours', () => {
    expect(texts['config.gamma.help']).toContain('econstructed');
    expect(texts['config.margin.help']).toContain('econstructed');
    expect(texts['method.csmf-plus.title']).toContain('ours');
  });

  it('explains only hyperparameters that exist', () => {
    const known = new Set(PARAMETERS.flatMap(({ path }) => [`config.${path}.label`, `config.${path}.help`]));
    expect(Object.keys(texts).filter((key) => key.startsWith('config.') && !known.has(key))).toEqual([]);
  });
});

describe('parametersFor', () => {
  const all = ['exposure', 'click', 'conversion'] as const;
  const paths = (
    method: 'csmf' | 'joint' | 'esmm' | 'single-task' | 'rerank',
    objectives: readonly (typeof all)[number][],
    base?: 'joint',
  ) => {
    const { main, more } = parametersFor(method, objectives, base);
    return [...main, ...more].map(({ path }) => path);
  };

  it('shows loss weights only for methods that sum losses, and pruning only for methods with masks', () => {
    expect(paths('joint', all)).toContain('lossWeights.click');
    expect(paths('esmm', all)).toContain('lossWeights.click');
    expect(paths('single-task', all)).not.toContain('lossWeights.click');
    expect(paths('joint', all)).not.toContain('tau.exposure');
    expect(paths('csmf', all)).toContain('tau.exposure');
    expect(paths('csmf', all)).not.toContain('lossWeights.click');
  });

  it('shows the parameters of a second stage, and of its base method, only for the second stage', () => {
    expect(paths('csmf', all).filter((path) => /^(base|rerank)/.test(path))).toEqual([]);
    expect(paths('rerank', all)).toEqual(expect.arrayContaining(['base', 'rerank.steps', 'tau.exposure']));
    expect(paths('rerank', all, 'joint')).toContain('lossWeights.click');
    expect(paths('rerank', all, 'joint')).not.toContain('tau.exposure');
  });

  it('shows no parameter of conversions for a log without conversions', () => {
    expect(paths('csmf', ['exposure', 'click']).filter((path) => path.includes('conversion'))).toEqual([]);
  });

  it('counts only parameters that differ from their defaults', () => {
    const config = withChanges(DEFAULTS, { gamma: 1, tau: { click: 0.3, exposure: 0.5 } });
    expect(changedPaths(config, DEFAULTS)).toEqual(['tau.exposure', 'gamma']);
  });
});
