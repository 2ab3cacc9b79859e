import { describe, expect, it } from 'vitest';
import { DEFAULTS, PARAMETERS, withChanges } from '../../src/config';
import { SAMPLES } from '../../src/data/sample/catalogue';
import { METHODS } from '../../src/methods/catalogue';
import { en } from '../../src/page/messages/en';
import { changedPaths, parametersFor } from '../../src/page/plan/parameters';

const texts: Readonly<Record<string, string>> = en;

describe('the English messages', () => {
  it.each(PARAMETERS.map(({ path }) => path))('name and explain the hyperparameter %s', (path) => {
    expect(texts[`config.${path}.label`]).toBeTruthy();
    expect(texts[`config.${path}.help`]).toBeTruthy();
  });

  it('know every choice of a hyperparameter, every method and every sample', () => {
    const choices = PARAMETERS.flatMap((parameter) => (parameter.kind === 'choice' ? parameter.choices : []));
    const keys = [
      ...choices.map((choice) => `choice.${choice}`),
      ...METHODS.flatMap(({ id }) => [`method.${id}.title`, `method.${id}.summary`]),
      ...SAMPLES.flatMap(({ name }) => [`sample.${name}.title`, `sample.${name}.hint`]),
    ];
    expect(keys.filter((key) => !texts[key])).toEqual([]);
  });

  it('call the margin’s formula reconstructed and CSMF+ ours', () => {
    expect(texts['config.gamma.help']).toContain('econstructed');
    expect(texts['config.margin.help']).toContain('econstructed');
    expect(texts['method.csmf-plus.title']).toContain('ours');
  });

  it('explain nothing that is no hyperparameter', () => {
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

  it('shows loss weights where losses are summed and pruning to masked plans only', () => {
    expect(paths('joint', all)).toContain('lossWeights.click');
    expect(paths('esmm', all)).toContain('lossWeights.click');
    expect(paths('single-task', all)).not.toContain('lossWeights.click');
    expect(paths('joint', all)).not.toContain('tau.exposure');
    expect(paths('csmf', all)).toContain('tau.exposure');
    expect(paths('csmf', all)).not.toContain('lossWeights.click');
  });

  it('shows a second stage’s parameters to it alone, and those of the base it stands on', () => {
    expect(paths('csmf', all).filter((path) => /^(base|rerank)/.test(path))).toEqual([]);
    expect(paths('rerank', all)).toEqual(expect.arrayContaining(['base', 'rerank.steps', 'tau.exposure']));
    expect(paths('rerank', all, 'joint')).toContain('lossWeights.click');
    expect(paths('rerank', all, 'joint')).not.toContain('tau.exposure');
  });

  it('has nothing to say of conversions on a log without them', () => {
    expect(paths('csmf', ['exposure', 'click']).filter((path) => path.includes('conversion'))).toEqual([]);
  });

  it('counts only what differs from the defaults', () => {
    const config = withChanges(DEFAULTS, { gamma: 1, tau: { click: 0.3, exposure: 0.5 } });
    expect(changedPaths(config, DEFAULTS)).toEqual(['tau.exposure', 'gamma']);
  });
});
