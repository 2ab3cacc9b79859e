import { describe, expect, it } from 'vitest';
import { compareWithPrototype } from '../../bench/lab/prototype';
import { parseSpec } from '../../src/lab/experiment';
import { labTables } from '../../src/lab/table';
import { measured } from './outcomes';

async function comparisonOf(values: Record<string, [number, number, number]>) {
  const methods = Object.keys(values);
  const spec = parseSpec({ datasets: [{ sample: 'shop' }], methods, seeds: [0] });
  const outcomes = methods.map((label) => {
    const [exposure, click, conversion] = values[label]!;
    return measured({ label, users: { exposure: [exposure], click: [click], conversion: [conversion] } });
  });
  return compareWithPrototype((await labTables(spec, outcomes))[0]!);
}

describe('the comparison with the design’s figures', () => {
  it('requires CSMF’s share of the oracle’s X, and CSMF ahead of joint', async () => {
    // .187/.231 = .810, .288/.417 = .691, .289/.503 = .575; 95 % of them .769, .656, .546.
    const oracle: [number, number, number] = [0.2, 0.4, 0.5];
    const reproduced = await comparisonOf({
      oracle,
      csmf: [0.155, 0.265, 0.275],
      joint: [0.155, 0.22, 0.24],
    });
    expect(reproduced).toMatchObject({ isReproduced: true });
    expect(reproduced!.markdown).toContain('| csmf ÷ oracle | .775 / .662 / .550 | .810 / .691 / .575 |');
    expect(reproduced!.markdown).toContain('| joint | .155 / .220 / .240 | .158 / .221 / .253 |');
    const short = await comparisonOf({ oracle, csmf: [0.15, 0.265, 0.275], joint: [0.155, 0.22, 0.24] });
    expect(short).toMatchObject({ isReproduced: false });
    const behind = await comparisonOf({ oracle, csmf: [0.155, 0.265, 0.275], joint: [0.155, 0.27, 0.24] });
    expect(behind).toMatchObject({ isReproduced: false });
  });

  it('is undefined where CSMF, joint or the oracle is missing', async () => {
    expect(await comparisonOf({ csmf: [0.1, 0.1, 0.1], joint: [0.1, 0.1, 0.1] })).toBeUndefined();
  });
});
