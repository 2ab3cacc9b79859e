import { describe, expect, it } from 'vitest';
import { between, summaryOf } from '../../bench/lab/summary';
import { parseSpec } from '../../src/lab/experiment';
import { labTables } from '../../src/lab/table';
import { measured } from './outcomes';

const many = (value: number) => new Array<number>(40).fill(value);

describe('the summary of all tables', () => {
  it('sets the two CSMFs beside the rival whose best fusion is best, ceilings left out', async () => {
    const methods = ['csmf', 'csmf-plus', 'joint', 'packnet', 'oracle'];
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods, seeds: [0] });
    const [table] = await labTables(spec, [
      measured({ label: 'csmf', users: { click: many(0.4) } }),
      measured({ label: 'csmf-plus', users: { click: many(0.5) }, best: { click: many(0.55) } }),
      measured({ label: 'joint', users: { click: many(0.45) } }),
      measured({
        label: 'packnet',
        users: { click: many(0.3) },
        best: { click: many(0.5) },
        changes: { parameters: 3000 },
      }),
      measured({ label: 'oracle', users: { click: many(0.9) } }),
    ]);
    // .55 ÷ .50 is 10 % more, and every one of forty users says so.
    expect(summaryOf([table!]).split('\n').slice(0, 3)).toEqual([
      '| log | objective | csmf | csmf-plus | best rival | csmf-plus against it |',
      '|---|---|---|---|---|---|',
      '| shop, X | click | .400 / .400 | .500 / .550 | packnet (×3.0) .300 / .500 | +10.0 % ▲ |',
    ]);
  });

  it('leaves open what was not measured', async () => {
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf', 'random'], seeds: [0] });
    const [table] = await labTables(spec, [measured({ label: 'csmf', users: { click: many(0.4) } })]);
    expect(summaryOf([table!]).split('\n')[2]).toBe('| shop, X | click | .400 / .400 | — / — | — | — |');
  });
});

describe('a page with marks', () => {
  it('keeps everything but what stands between them', () => {
    const page = 'a\n<!-- results -->\nold\n<!-- /results -->\nb';
    expect(between(page, 'results', 'new')).toBe('a\n<!-- results -->\nnew\n<!-- /results -->\nb');
    expect(() => between('a', 'results', 'new')).toThrow(/There is no <!-- results -->/);
  });
});
