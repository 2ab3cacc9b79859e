import { describe, expect, it } from 'vitest';
import { estimateMs } from '../../src/lab/eta';
import { parseSpec, trialsOf } from '../../src/lab/experiment';
import { GRID_SIZE } from '../../src/methods/catalogue';

const spec = (changes: object = {}) =>
  parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf'], ...changes });

describe('an experiment', () => {
  it('unfolds dataset by dataset, method by method, tuning before measuring', () => {
    const trials = trialsOf(
      spec({
        datasets: [{ sample: 'shop' }, { fingerprint: 'abc' }],
        methods: ['popularity', { label: 'mine', method: 'joint', changes: { batchSize: 8 } }],
        seeds: [3, 0],
      }),
    );
    const told = trials.map(({ dataset, variant, phase, seed, alternative }) =>
      [Object.values(dataset)[0], variant.label, phase, seed, alternative].join(' '),
    );
    const tuning = (name: string) =>
      Array.from({ length: GRID_SIZE }, (_, alternative) => `${name} mine tune 0 ${alternative}`);
    const onDataset = (name: string) => [
      `${name} popularity measure 3 0`,
      `${name} popularity measure 0 0`,
      ...tuning(name),
      `${name} mine measure 3 best`,
      `${name} mine measure 0 best`,
    ];
    expect(told).toEqual([...onDataset('shop'), ...onDataset('abc')]);
    expect(trials.at(-1)?.variant.changes).toEqual({ batchSize: 8 });
  });

  it('that is not tuned measures the defaults', () => {
    const trials = trialsOf(spec({ tuned: false, seeds: [0] }));
    expect(trials).toMatchObject([{ phase: 'measure', alternative: 0 }]);
  });

  it('is held against csmf where it takes part, else against the first', () => {
    expect(spec({ methods: ['joint', 'csmf'] }).reference).toBe('csmf');
    expect(spec({ methods: ['joint', 'random'] }).reference).toBe('joint');
    expect(spec({ methods: ['joint', 'random'], reference: 'random' }).reference).toBe('random');
  });

  it.each([
    [{ datasets: [] }, /datasets/],
    [{ datasets: [{ sample: 'market' }] }, /datasets/],
    [{ methods: ['teleport'] }, /no method “teleport”/],
    [{ methods: ['csmf', 'csmf'] }, /“csmf” is there twice/],
    [{ seeds: [1, 1] }, /“1” is there twice/],
    [{ datasets: [{ sample: 'shop' }, { sample: 'shop', users: 800 }] }, /“shop” is there twice/],
    [{ budget: 0.01 }, /budget/],
    [{ budget: 2 }, /budget/],
    [{ reference: 'joint' }, /none of the methods/],
    [{ sedes: [1] }, /Unrecognized key/],
  ])('is refused in a sentence when it is %j', (changes, sentence) => {
    expect(() => spec(changes)).toThrow(sentence);
  });
});

describe('the time that is left', () => {
  it('is told by the method’s own trials, else by the mean of all', () => {
    const [csmf, , joint] = trialsOf(spec({ methods: ['csmf', 'joint'], seeds: [0, 1], tuned: false }));
    const spent = [
      { trial: csmf!, elapsedMs: 100 },
      { trial: csmf!, elapsedMs: 300 },
    ];
    expect(estimateMs(spent, [csmf!, joint!])).toBe(200 + 200);
    expect(estimateMs([...spent, { trial: joint!, elapsedMs: 50 }], [csmf!, joint!])).toBe(200 + 50);
    expect(estimateMs([], [csmf!])).toBeNull();
  });
});
