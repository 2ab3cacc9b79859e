import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../bench/lab/summary';
import { parseSpec } from '../../src/lab/experiment';
import { labTables } from '../../src/lab/table';
import { measured } from './outcomes';

const fortyUsers = (value: number) => new Array<number>(40).fill(value);

describe('the summary of all tables', () => {
  it('shows CSMF and CSMF+ beside the baseline whose best fusion is best, without upper bounds', async () => {
    const methods = ['csmf', 'csmf-plus', 'joint', 'packnet', 'oracle'];
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods, seeds: [0, 1] });
    const outcomes = (seed: number) => [
      measured({ label: 'csmf', seed, users: { click: fortyUsers(0.4) } }),
      measured({
        label: 'csmf-plus',
        seed,
        users: { click: fortyUsers(0.5) },
        best: { click: fortyUsers(0.55) },
      }),
      measured({ label: 'joint', seed, users: { click: fortyUsers(0.45) } }),
      measured({
        label: 'packnet',
        seed,
        users: { click: fortyUsers(0.3) },
        best: { click: fortyUsers(0.5) },
        changes: { parameters: 3000 },
      }),
      measured({ label: 'oracle', seed, users: { click: fortyUsers(0.9) } }),
    ];
    const [table] = await labTables(spec, [...outcomes(0), ...outcomes(1)]);
    // .55 ÷ .50 is 10% more, for each of the forty users.
    expect(summaryOf([table!]).split('\n').slice(0, 3)).toEqual([
      '| log | objective | csmf | csmf-plus | best baseline | csmf-plus against it |',
      '|---|---|---|---|---|---|',
      '| shop, X | click | .400 / .400 | .500 / .550 | packnet (×3.0) .300 / .500 | +10.0% ▲ |',
    ]);
    // With one seed the same difference is not marked.
    expect(summaryOf(await labTables(spec, outcomes(0))).split('\n')[2]).toMatch(/\+10\.0% \|$/);
  });

  it('leaves cells without a measurement empty', async () => {
    const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods: ['csmf', 'random'], seeds: [0] });
    const [table] = await labTables(spec, [measured({ label: 'csmf', users: { click: fortyUsers(0.4) } })]);
    expect(summaryOf([table!]).split('\n')[2]).toBe('| shop, X | click | .400 / .400 | — / — | — | — |');
  });
});
