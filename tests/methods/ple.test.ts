import { describe, expect, it } from 'vitest';
import { handNetwork, lossOf, PAIR, setSlope } from '../handNetwork';

describe('ple', () => {
  it('has two layers in which an objective’s gate mixes its own expert and the shared one, and the shared gate mixes all', () => {
    const { groups, levels, heads } = handNetwork('ple').network.architecture;
    const [first, second] = levels;
    expect([groups, levels.length]).toEqual([1, 2]);
    expect(first!.experts.map(({ reads }) => reads)).toEqual([0, 0, 0, 0]);
    expect(first!.mixes).toEqual([
      { experts: [0, 3], gate: 0 },
      { experts: [1, 3], gate: 0 },
      { experts: [2, 3], gate: 0 },
      { experts: [0, 1, 2, 3], gate: 0 },
    ]);
    expect(second!.experts.map(({ reads }) => reads)).toEqual([0, 1, 2, 3]);
    expect(second!.mixes).toEqual([0, 1, 2].map((own) => ({ experts: [own, 3], gate: own })));
    expect(heads.map(({ reads }) => reads)).toEqual([0, 1, 2]);
  });

  it('has the loss that a hand computes', async () => {
    const hand = handNetwork('ple');
    const { experts } = hand.network.items.levels[0]!;
    for (const [index, expert] of experts.entries()) setSlope(expert, index + 1);
    // First level: experts 1x, 2x, 3x, shared 4x; mixes (1+4)/2 = 2.5x, (2+4)/2 = 3x, 3.5x, shared
    // (1+2+3+4)/4 = 2.5x. Second: experts pass these on; mixes (2.5+2.5)/2 = 2.5x, (3+2.5)/2 = 2.75x, 3x.
    // The user is 1, items x = 2 and 1: the positive leads by 2.5, 2.75 and 3.
    // L = log(1 + e^−2.5) + .1·log(1 + e^−2.75) + .03·log(1 + e^−3)
    //   = .078890 + .1·.061968 + .03·.048587 = .086544
    expect(await lossOf(hand, hand.stages[0]!, [PAIR, PAIR, PAIR])).toBeCloseTo(0.086544, 5);
  });
});
