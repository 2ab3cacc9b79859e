import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/coded';
import { estimateMs } from '../../src/lab/eta';
import { parseSpec, trialsOf } from '../../src/lab/experiment';
import { GRID_SIZE } from '../../src/methods/methodCatalogue';
import { sentenceOf } from '../../src/page/messages/sentence';

const spec = (changes: object = {}) =>
  parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf'], ...changes });

function refusalOf(parse: () => void): CodedError {
  try {
    parse();
  } catch (error) {
    if (error instanceof CodedError) return error;
  }
  throw new Error('not refused');
}

describe('an experiment', () => {
  it('unfolds dataset by dataset, method by method, tuning before measuring', () => {
    const trials = trialsOf(
      spec({
        datasets: [{ sample: 'shop' }, { fingerprint: 'abc' }],
        methods: ['popularity', { label: 'variant', method: 'joint', changes: { batchSize: 8 } }],
        seeds: [3, 0],
      }),
    );
    const order = trials.map(({ dataset, variant, phase, seed, alternative }) =>
      [Object.values(dataset)[0], variant.label, phase, seed, alternative].join(' '),
    );
    const tuning = (name: string) =>
      Array.from({ length: GRID_SIZE }, (_, alternative) => `${name} variant tune 0 ${alternative}`);
    const onDataset = (name: string) => [
      `${name} popularity measure 3 0`,
      `${name} popularity measure 0 0`,
      ...tuning(name),
      `${name} variant measure 3 best`,
      `${name} variant measure 0 best`,
    ];
    expect(order).toEqual([...onDataset('shop'), ...onDataset('abc')]);
    expect(trials.at(-1)?.variant.changes).toEqual({ batchSize: 8 });
  });

  it('measures the defaults when it is not tuned', () => {
    const trials = trialsOf(spec({ tuned: false, seeds: [0] }));
    expect(trials).toMatchObject([{ phase: 'measure', alternative: 0 }]);
  });

  it('has csmf as its reference, else the first method', () => {
    expect(spec({ methods: ['joint', 'csmf'] }).reference).toBe('csmf');
    expect(spec({ methods: ['joint', 'random'] }).reference).toBe('joint');
    expect(spec({ methods: ['joint', 'random'], reference: 'random' }).reference).toBe('random');
  });

  it.each([
    [{ datasets: [] }, 'experiment-invalid', /datasets/],
    [{ datasets: [{ sample: 'market' }] }, 'experiment-invalid', /datasets/],
    [{ methods: ['teleport'] }, 'unknown-method', /no method “teleport”/],
    [{ methods: ['csmf', 'csmf'] }, 'experiment-duplicate', /The method “csmf” is listed twice/],
    [{ seeds: [1, 1] }, 'experiment-duplicate', /The seed “1” is listed twice/],
    [
      { datasets: [{ sample: 'shop' }, { sample: 'shop', users: 800 }] },
      'experiment-duplicate',
      /The dataset “shop” is listed twice/,
    ],
    [{ budget: 0.01 }, 'experiment-invalid', /budget/],
    [{ budget: 2 }, 'experiment-invalid', /budget/],
    [{ reference: 'joint' }, 'experiment-reference', /not one of the methods/],
    [{ sedes: [1] }, 'experiment-invalid', /has unknown names: sedes/],
  ])('is refused when it is %j, with the code %s', (changes, code, sentence) => {
    const refusal = refusalOf(() => spec(changes));
    expect(refusal.code).toBe(code);
    expect(sentenceOf('error', refusal)).toMatch(sentence);
  });
});

describe('the time left', () => {
  it('is estimated from the method’s trials, else from the mean of all', () => {
    const [csmf, , joint] = trialsOf(spec({ methods: ['csmf', 'joint'], seeds: [0, 1], tuned: false }));
    const times = [
      { trial: csmf!, elapsedMs: 100 },
      { trial: csmf!, elapsedMs: 300 },
    ];
    expect(estimateMs(times, [csmf!, joint!])).toBe(200 + 200);
    expect(estimateMs([...times, { trial: joint!, elapsedMs: 50 }], [csmf!, joint!])).toBe(200 + 50);
    expect(estimateMs([], [csmf!])).toBeNull();
  });
});
