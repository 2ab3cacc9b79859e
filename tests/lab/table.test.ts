import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../src/lab/experiment';
import { type LabTable, labTables } from '../../src/lab/table';
import { shortfallSentences } from '../../src/lab/writers/markdown';
import { sentenceOf } from '../../src/page/messages/sentence';
import { measured } from './outcomes';

const spec = (methods: string[], changes: object = {}) =>
  parseSpec({ datasets: [{ sample: 'shop' }], methods, seeds: [0, 1], ...changes });
const only = (tables: LabTable[]): LabTable => {
  expect(tables).toHaveLength(1);
  return tables[0]!;
};

/** Nine users with the same difference: 2 of 2⁹ sign patterns are as extreme. */
const nineUsers = (value: number) => new Array<number>(9).fill(value);
const ALWAYS = 2 / 512;

describe('a table', () => {
  it('averages over seeds, and pairs users within them', async () => {
    const outcomes = [
      measured({ label: 'csmf', users: { click: [0.5, 0.3] } }),
      measured({ label: 'csmf', seed: 1, users: { click: [0.6, 0.6] } }),
      measured({ label: 'joint', users: { click: [0.4, 0.3] } }),
      measured({ label: 'joint', seed: 1, users: { click: [0.4, 0.2] } }),
    ];
    const { rows, comparisons } = only(await labTables(spec(['csmf', 'joint']), outcomes));
    const [csmf, joint] = rows;
    // Seeds' means .4 and .6: mean .5, deviation √(.1² + .1²) = .1414.
    expect(csmf!.measured!.figures.own.click!.expected!.mean).toBeCloseTo(0.5, 12);
    expect(csmf!.measured!.figures.own.click!.expected!.deviation).toBeCloseTo(Math.SQRT2 / 10, 12);
    expect(csmf!.measured!.figures.own.click).not.toHaveProperty('against');
    expect(csmf!.measured!.forgetting).toEqual({ mean: 0.25, deviation: 0 });
    // −.1, 0, −.2, −.4: of 16 patterns those reach |.7| in which the three others agree, 0 either way: 4.
    const { against } = joint!.measured!.figures.own.click!;
    expect(against).toMatchObject({ left: 'joint', right: 'csmf', pairs: 4 });
    expect(against!.difference).toBeCloseTo(-0.175, 12);
    // Own and best are two comparisons: Holm doubles the smaller, and the other is no smaller.
    expect(comparisons.map(({ p }) => p)).toEqual([0.5, 0.5]);
  });

  it('averages a user over seeds first where every seed has the same users', async () => {
    const dataset = { fingerprint: 'f' };
    const of = (label: string, seed: number, click: number[]) =>
      measured({ label, seed, dataset, figure: 'Recall', users: { click } });
    const outcomes = [
      of('csmf', 0, [0.5, 0.3]),
      of('csmf', 1, [0.6, 0.6]),
      of('joint', 0, [0.4, 0.3]),
      of('joint', 1, [0.4, 0.2]),
    ];
    const own = parseSpec({ datasets: [dataset], methods: ['csmf', 'joint'], seeds: [0, 1] });
    const { rows } = only(await labTables(own, outcomes));
    // User 0: −.15, user 1: −.2; of ± ± two patterns are as extreme.
    expect(rows[1]!.measured!.figures.own.click!.against).toMatchObject({ pairs: 2, p: 1 });
    expect(rows[1]!.measured!.figures.own.click!.against!.difference).toBeCloseTo(-0.175, 12);
  });

  it('corrects over all comparisons of the dataset', async () => {
    const users = (value: number) => ({
      exposure: nineUsers(0.5),
      click: nineUsers(value),
      conversion: nineUsers(0.5),
    });
    const outcomes = [
      measured({ label: 'csmf', users: users(0.3) }),
      measured({ label: 'joint', users: users(0.4) }),
      measured({ label: 'random', users: users(0.3) }),
    ];
    const { comparisons, rows } = only(await labTables(spec(['csmf', 'joint', 'random']), outcomes));
    // Two pairs × three objectives × own and best.
    expect(comparisons).toHaveLength(12);
    // The two of joint's clicks are the smallest of 12: the first × 12, the second not below it.
    expect(rows[1]!.measured!.figures.own.click!.against!.p).toBeCloseTo(12 * ALWAYS, 12);
    expect(rows[1]!.measured!.figures.best.click!.against!.p).toBeCloseTo(12 * ALWAYS, 12);
    expect(rows[2]!.measured!.figures.own.click!.against!.p).toBe(1);
  });

  it('gives each reason of a failure once, and leaves out datasets without a measured trial', async () => {
    const { trial } = measured({ label: 'joint', users: { click: [1] } });
    const reason = { code: 'unexpected', values: { message: 'The loss was no longer a number.' } };
    const failed = [0, 1].map((seed) => {
      return { kind: 'failed' as const, trial: { ...trial, seed }, alternative: 0, reason: { ...reason } };
    });
    const two = spec(['csmf', 'joint'], { datasets: [{ sample: 'shop' }, { sample: 'sparse' }] });
    const table = only(await labTables(two, [measured({ label: 'csmf', users: { click: [1] } }), ...failed]));
    expect(table.rows[1]).toEqual({
      label: 'joint',
      method: 'joint',
      seeds: [],
      reasons: [reason],
    });
  });
});

describe('where CSMF does not win', () => {
  const sentences = async (methods: string[], outcomes: ReturnType<typeof measured>[]) => {
    // The same users of two seeds: one seed says nothing about luck.
    const ofTwoSeeds = outcomes.flatMap((outcome) =>
      [0, 1].map((seed) => ({ ...outcome, trial: { ...outcome.trial, seed } })),
    );
    const table = only(await labTables(spec(methods, { seeds: [0, 1] }), ofTwoSeeds));
    return shortfallSentences(table, sentenceOf);
  };

  it('is stated for every baseline that is ahead: by how much, whether by chance, and at what size', async () => {
    const found = await sentences(
      ['csmf', 'csmf-plus', 'joint', 'sequential', 'oracle'],
      [
        measured({ label: 'csmf', users: { click: nineUsers(0.4) } }),
        measured({ label: 'csmf-plus', users: { click: nineUsers(0.6) } }),
        measured({ label: 'joint', users: { click: nineUsers(0.5) }, changes: { parameters: 3000 } }),
        measured({
          label: 'sequential',
          users: { click: nineUsers(0.3) },
          best: { click: [...nineUsers(0.4), 0.42] },
        }),
        measured({ label: 'oracle', users: { click: nineUsers(0.9) } }),
      ],
    );
    // Six pairs of methods, own and best: 12 · 2/512 = .047.
    expect(found).toEqual([
      'On click, each by its own score, csmf reaches X .400; ahead of it: joint .500, 25.0% more ' +
        '(significant, with 3.0 times the parameters).',
      'On click, each by its best fusion, csmf reaches X .400; ahead of it: joint .500, 25.0% more ' +
        '(significant, with 3.0 times the parameters); sequential .402, 0.5% more (not significant).',
      'No baseline is ahead of csmf-plus on any objective.',
    ]);
  });

  it('states what is significant', async () => {
    const many = (value: number) => new Array<number>(40).fill(value);
    const [sentence] = await sentences(
      ['csmf', 'joint'],
      [
        measured({ label: 'csmf', users: { exposure: many(0.4) } }),
        measured({ label: 'joint', users: { exposure: many(0.41) } }),
      ],
    );
    expect(sentence).toMatch(/ahead of it: joint \.410, 2\.5% more \(significant\)\.$/);
  });

  it('is left out without a baseline', async () => {
    expect(await sentences(['csmf'], [measured({ label: 'csmf', users: { click: [1] } })])).toEqual([]);
  });
});
