import { describe, expect, it } from 'vitest';
import { changeAt, DEFAULTS, PARAMETERS, type Parameter, valueAt, withChanges } from '../../src/config';
import { METHODS, methodEntry } from '../../src/methods/methodCatalogue';
import { planOf, resolveConfig, untrained } from '../../src/methods/presets';
import { isTrained, TRAINED, type TrainedMethod } from '../../src/methods/trained';
import { vectorLayout } from '../../src/model/trainable';
import { tinyDataset } from '../tinyLog';

const dataset = tinyDataset();
const special = new Set(METHODS.flatMap(({ reads }) => reads));
const rootOf = ({ path }: Parameter) => path.split('.')[0]!;
const entryOf = (method: string) => methodEntry(method)!;

/** Another allowed value than the one in use. */
function otherValue(parameter: Parameter, value: unknown): unknown {
  if (parameter.kind === 'switch') return !value;
  if (parameter.kind === 'choice') return parameter.choices.findLast((choice) => choice !== value);
  return value === parameter.min ? parameter.max : parameter.min;
}

describe('the catalogue', () => {
  it('has an untrained family without trained methods, and names only known hyperparameters', () => {
    for (const { family, trained } of METHODS) expect(trained).toBe(family !== 'untrained');
    for (const root of special) expect(Object.keys(DEFAULTS)).toContain(root);
  });

  it.each(Object.keys(TRAINED) as TrainedMethod[])(
    'names exactly the hyperparameters that the plan of %s reads',
    (method) => {
      const config = resolveConfig(method, dataset);
      const plan = JSON.stringify(planOf(method, { config, dataset }));
      const read = new Set<string>();
      for (const parameter of PARAMETERS) {
        const other = otherValue(parameter, valueAt(config, parameter.path));
        const changed = withChanges(config, changeAt(parameter.path, other));
        if (JSON.stringify(planOf(method, { config: changed, dataset })) !== plan)
          read.add(rootOf(parameter));
      }
      // Recovery's steps count in the equal number of steps that every method takes.
      const unnamed = [...read].filter((root) => special.has(root) && root !== 'recoverySteps');
      const { reads } = entryOf(method);
      // A second stage reads what its base does.
      const known = method === 'rerank' ? [...reads, ...entryOf(config.base).reads] : reads;
      expect(known).toEqual(expect.arrayContaining(unnamed));
      // What acts in the weights and not in the stages, or only together with another.
      const elsewhere = ['granularity', 'margin'];
      expect(reads.filter((root) => !read.has(root) && !elsewhere.includes(root))).toEqual([]);
    },
  );

  it.each(Object.keys(TRAINED) as TrainedMethod[])('gives the kind of scores of %s', (method) => {
    const trainable = untrained(method, { config: resolveConfig(method, dataset), dataset });
    expect(entryOf(method).scores ?? 'cumulative').toBe(vectorLayout(trainable).scores);
  });

  it('has a plan for every trained method', () => {
    for (const { id, trained } of METHODS) expect(isTrained(id)).toBe(trained);
  });
});
