import { describe, expect, it } from 'vitest';
import type { Coded } from '../src/coded';
import { type ConfigChanges, DEFAULTS, withChanges } from '../src/config';
import { sentenceOf } from '../src/page/messages/sentence';

const refusal = (changes: ConfigChanges): unknown => {
  try {
    withChanges(DEFAULTS, changes);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('changes of a configuration', () => {
  it.each([
    [{ steps: { exposures: 5 } }, 'unknown-hyperparameter', { name: 'steps.exposures' }],
    [{ tau: { clicks: 0.2 } }, 'unknown-hyperparameter', { name: 'tau.clicks' }],
    [{ tau: { conversion: 0.2 } }, 'unknown-hyperparameter', { name: 'tau.conversion' }],
    [{ step: 5 }, 'unknown-hyperparameter', { name: 'step' }],
    [{ steps: null }, 'hyperparameter-not-a-group', { path: 'steps', value: 'null' }],
    [{ steps: 5 }, 'hyperparameter-not-a-group', { path: 'steps', value: '5' }],
    [{ steps: [1, 2, 3] }, 'hyperparameter-not-a-group', { path: 'steps', value: '[1,2,3]' }],
    [
      { steps: { exposure: null } },
      'hyperparameter-out-of-bounds',
      { path: 'steps.exposure', value: 'null' },
    ],
    [{ steps: { click: '5' } }, 'hyperparameter-out-of-bounds', { path: 'steps.click', value: '5' }],
    [{ seed: [1] }, 'hyperparameter-out-of-bounds', { path: 'seed', value: '[1]' }],
    [null, 'hyperparameter-not-a-group', { path: 'config', value: 'null' }],
    [[], 'hyperparameter-not-a-group', { path: 'config', value: '[]' }],
  ] as [ConfigChanges, string, object][])(
    'that nothing reads are refused by their path: %j',
    (changes, code, values) => {
      const error = refusal(changes);
      expect(error).toMatchObject({ name: 'RangeError', code, values });
      const sentence = sentenceOf('error', error as Coded);
      for (const value of Object.values(values)) expect(sentence).toContain(value);
    },
  );

  it('change nothing where they are undefined', () => {
    expect(withChanges(DEFAULTS, { steps: { exposure: undefined }, seed: undefined } as never)).toEqual(
      DEFAULTS,
    );
  });
});

describe('learning rate and embedding decay', () => {
  it.each([
    [{ learningRates: { exposure: 0.2 }, embeddingDecay: 5 }, ['learningRates.exposure'], '0.2 × 5'],
    [{ learningRates: { click: 0.5 }, embeddingDecay: 4 }, ['learningRates.click'], '0.5 × 4'],
    [{ learningRates: { conversion: 0.5 }, embeddingDecay: 2 }, ['learningRates.conversion'], '0.5 × 2'],
    [
      { learningRates: { exposure: 0.3 }, recoveryRates: { exposure: 2 }, embeddingDecay: 2 },
      ['learningRates.exposure', 'recoveryRates.exposure'],
      '0.3 × 2 × 2',
    ],
    [
      { learningRates: { click: 0.3 }, recoveryRates: { click: 2 }, embeddingDecay: 2 },
      ['learningRates.click', 'recoveryRates.click'],
      '0.3 × 2 × 2',
    ],
  ] as [ConfigChanges, string[], string][])(
    'whose product is not below 1 are refused together, by their names: %j',
    (changes, rates, values) => {
      const factors = [...rates, 'embeddingDecay'].join(' × ');
      expect(refusal(changes)).toMatchObject({ code: 'decay-too-strong', values: { factors, values } });
    },
  );

  it('may come close to 1', () => {
    const changes = { learningRates: { exposure: 0.19 }, embeddingDecay: 5 };
    expect(withChanges(DEFAULTS, changes)).toMatchObject(changes);
  });
});
