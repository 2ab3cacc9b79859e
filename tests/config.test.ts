import { describe, expect, it } from 'vitest';
import { type ConfigChanges, DEFAULTS, withChanges } from '../src/config';

const refusal = (changes: ConfigChanges): unknown => {
  try {
    withChanges(DEFAULTS, changes);
  } catch (error) {
    return error;
  }
  return undefined;
};

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
