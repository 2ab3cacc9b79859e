import { describe, expect, it } from 'vitest';
import { METHODS } from '../../src/methods/methodCatalogue';
import { methodGroups } from '../../src/page/legend/methods';

describe('the groups of methods', () => {
  it('hold every method once, cascades before trained baselines before untrained ones', () => {
    const groups = methodGroups();
    expect(groups.map(({ family }) => family)).toEqual(['cascade', 'baseline', 'untrained']);
    const ids = groups.flatMap(({ methods }) => methods.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(METHODS.map(({ id }) => id).toSorted());
    expect(groups[0]!.methods.map(({ id }) => id).slice(0, 2)).toEqual(['csmf', 'csmf-plus']);
  });

  it('leave out what is not offered, and a family without any', () => {
    const groups = methodGroups(({ family, samplesOnly }) => family === 'untrained' && !samplesOnly);
    expect(groups).toHaveLength(1);
    expect(groups[0]!.methods.map(({ id }) => id)).toEqual(['item-knn', 'popularity', 'random']);
  });
});
