import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../src/lab/experiment';
import { verdictOf } from '../../src/lab/labCatalogue';
import { type LabTable, labTables } from '../../src/lab/table';
import { bestOf, columnsOf } from '../../src/page/lab/columns';
import { estimateDuration } from '../../src/page/lab/duration';
import { headToHeadsOf } from '../../src/page/lab/headToHead';
import { INITIAL_DRAFT } from '../../src/page/lab/labDraft';
import { axisOf, frontsOf, seedsOf, sweepPlot } from '../../src/page/lab/plots';
import { type Given, measured } from '../lab/outcomes';

const nine = (value: number) => new Array<number>(9).fill(value);
const all = (value: number) => ({ exposure: nine(value), click: nine(value), conversion: nine(value) });

async function tableOf(methods: string[], given: Given[]): Promise<LabTable> {
  const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods, seeds: [0], tuned: false });
  return (await labTables(spec, given.map(measured)))[0]!;
}

const four = () =>
  tableOf(
    ['csmf', 'joint', 'popularity', 'oracle', 'esmm'],
    [
      { label: 'csmf', users: all(0.4), changes: { seconds: 9, hypervolume: 0.2 } },
      { label: 'joint', users: all(0.3), best: all(0.35), changes: { seconds: 8, hypervolume: 0.1 } },
      { label: 'popularity', users: all(0.2), changes: { parameters: 0, seconds: 0 } },
      { label: 'oracle', users: all(0.6), changes: { parameters: 0, seconds: 0 } },
    ],
  );
const choice = { objective: 'click', ranking: 'best' } as const;
const ids = (table: LabTable, view: Parameters<typeof columnsOf>[0]) =>
  columnsOf(view, table, choice).map(({ id }) => id);

describe('the table’s views', () => {
  it('show both figures of every objective, and the area where there are conversions', async () => {
    const objectives = ['exposure own', 'exposure best', 'click own', 'click best'];
    expect(ids(await four(), 'quality')).toEqual([
      ...objectives,
      'conversion own',
      'conversion best',
      'hypervolume',
    ]);
    const two = { exposure: nine(0.4), click: nine(0.4) };
    expect(ids(await tableOf(['csmf'], [{ label: 'csmf', users: two }]), 'quality')).toEqual(objectives);
  });

  it('mark the best of a column, but neither the upper bound nor the costs of an untrained baseline', async () => {
    const table = await four();
    const [own] = columnsOf('quality', table, choice);
    expect(bestOf(own!, table.rows)).toEqual(new Set(['csmf']));
    const costs = new Map(columnsOf('cost', table, choice).map((column) => [column.id, column]));
    expect(bestOf(costs.get('seconds')!, table.rows)).toEqual(new Set(['joint']));
    // Both vectors are 8 wide: nobody wins.
    expect(bestOf(costs.get('vectorWidth')!, table.rows)).toEqual(new Set());
  });

  it('distinguish better, worse and unclear, and give no result for the reference itself', async () => {
    const { rows } = await four();
    const verdicts = rows.map(({ measured }) => measured && verdictOf(measured.figures.own.click!, 2));
    // Nine pairs alike give p = 2/512; times 18 comparisons (3 baselines, 3 objectives, 2 rankings) it is .07.
    expect(verdicts).toEqual([null, 'unclear', 'unclear', 'unclear', undefined]);
    const sure = { ...rows[1]!.measured!.figures.own.click!.against!, p: 0.01 };
    const figure = rows[1]!.measured!.figures.own.click!;
    expect(verdictOf({ ...figure, against: sure }, 2)).toBe('worse');
    // One training: however sure over its users, nothing is said about luck.
    expect(verdictOf({ ...figure, against: sure }, 1)).toBeNull();
    expect(verdictOf({ ...figure, against: { ...sure, difference: 0.1 } }, 2)).toBe('better');
  });
});

describe('the head-to-head comparison', () => {
  it('compares the best cascade and the best baseline by best fusion, without the upper bound', async () => {
    const [, click] = headToHeadsOf(await four());
    expect(click).toMatchObject({
      objective: 'click',
      cascade: { label: 'csmf' },
      baseline: { label: 'joint' },
      significance: 'oneSeed',
      isUnequal: false,
    });
    const table = await four();
    const twice = table.rows.map((row) => ({ ...row, seeds: [0, 1] }));
    const larger = twice.map((row) =>
      row.label === 'csmf' ? { ...row, measured: { ...row.measured!, parameters: 999 } } : row,
    );
    expect(headToHeadsOf({ ...table, rows: larger })[1]).toMatchObject({
      cascade: { parameters: 999 },
      significance: false,
      isUnequal: true,
    });
    expect(click!.baseline.value).toBeCloseTo(0.35, 12);
    expect(click!.upperBound).toBeCloseTo(0.6, 12);
  });

  it('is left out without a baseline', async () => {
    expect(headToHeadsOf(await tableOf(['csmf'], [{ label: 'csmf', users: all(0.4) }]))).toEqual([]);
  });
});

describe('the plots', () => {
  it('draw each method’s front of the chosen seed, in the style of its row', async () => {
    // The first of all weightings is all on conversion; the second trial is from before they were kept.
    const front = { front: [[0.1, 0.3, 0] as const, [0.2, 0.1] as const] };
    const table = await tableOf(
      ['csmf', 'joint'],
      [
        { label: 'csmf', users: all(0.4), changes: front },
        { label: 'joint', users: all(0.3), changes: front },
      ],
    );
    expect(seedsOf(table)).toEqual([0]);
    const [csmf, joint] = frontsOf(table, 0);
    expect(csmf!.points).toEqual([
      { click: 0.1, conversion: 0.3, weights: [0, 0, 1] },
      { click: 0.2, conversion: 0.1 },
    ]);
    expect(joint!.style).not.toEqual(csmf!.style);
    const reversed = { ...table, rows: [{ ...table.rows[0]!, seeds: [1] }, table.rows[1]!] };
    expect(frontsOf(reversed, 0)).toEqual([joint]);
  });

  it('have axes that hold every value and never magnify a small difference', () => {
    expect(axisOf([0.9252, 0.9264])).toEqual([0.9, 0.96]);
    expect(axisOf([0.01])).toEqual([0, 0.05]);
    const [low, high] = axisOf([0.2, 0.6]);
    expect([low, high]).toEqual([0.18, 0.62]);
    expect(axisOf([])).toEqual([0, 0.05]);
  });

  it('order a sweep’s values, with separate lines for own score and best fusion', () => {
    const row = { dataset: 'shop', objective: 'click' as const };
    const at = (series: string, value: number, mean: number) => ({
      ...row,
      series,
      value,
      figures: { own: { mean }, best: { mean: mean + 1 } },
    });
    const rows = [at('unit', 0.2, 2), at('unit', 0.1, 1), at('weight', 0.1, 5)];
    const plot = sweepPlot([...rows, { ...at('unit', 0.3, 9), dataset: 'sparse' }], 'shop', 'click');
    expect(plot.lines.map(({ id }) => id)).toEqual(['unit own', 'unit best', 'weight own', 'weight best']);
    expect(plot.points).toEqual([
      { value: 0.1, 'unit own': 1, 'unit best': 2, 'weight own': 5, 'weight best': 6 },
      { value: 0.2, 'unit own': 2, 'unit best': 3 },
    ]);
    expect(plot.isNumeric).toBe(true);
  });
});

describe('the duration', () => {
  const draft = { ...INITIAL_DRAFT, methods: ['csmf', 'popularity'] as const, seeds: 2 };
  const guess = estimateDuration({ draft, dataset: null, tables: [], spec: null });

  it('counts every trial, and falls with the budget but not below the time of evaluation', () => {
    expect(guess).toMatchObject({ trainings: 4, isMeasured: false });
    const brief = estimateDuration({
      draft: { ...draft, budget: 0.05 },
      dataset: null,
      tables: [],
      spec: null,
    });
    expect(brief.seconds).toBeLessThan(guess.seconds / 2);
    expect(brief.seconds).toBeGreaterThan(guess.seconds / 20);
  });

  it('uses measured times: when one method takes twice as long, all estimates double', async () => {
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf'], seeds: [0], budget: 0.5 });
    const one = { ...INITIAL_DRAFT, methods: ['csmf'] as const, budget: 0.5 };
    const alone = estimateDuration({ draft: one, dataset: null, tables: [], spec: null });
    const seconds = 100;
    const table = await tableOf(['csmf'], [{ label: 'csmf', users: all(0.4), changes: { seconds } }]);
    const measuredNow = estimateDuration({ draft: one, dataset: null, tables: [table], spec });
    expect(measuredNow.isMeasured).toBe(true);
    expect(measuredNow.seconds).toBeGreaterThan(2 * seconds);
    expect(measuredNow.seconds).toBeGreaterThan(2 * alone.seconds);
  });
});
