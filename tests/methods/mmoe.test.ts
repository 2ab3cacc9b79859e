import { describe, expect, it } from 'vitest';
import { handNetwork, lossOf, PAIR, setShares, setSlope } from '../handNetwork';

describe('mmoe', () => {
  it('has shared experts, which each objective mixes by its own gate over the embeddings', () => {
    const { groups, levels, heads } = handNetwork('mmoe').network.architecture;
    expect([groups, levels.length]).toEqual([1, 1]);
    expect(levels[0]!.experts.map(({ reads }) => reads)).toEqual([0, 0, 0, 0]);
    expect(levels[0]!.mixes).toEqual([0, 1, 2].map(() => ({ experts: [0, 1, 2, 3], gate: 0 })));
    expect(heads.map(({ reads }) => reads)).toEqual([0, 1, 2]);
  });

  it('has the loss that a hand computes', async () => {
    const hand = handNetwork('mmoe');
    const { experts, gates } = hand.network.items.levels[0]!;
    for (const [index, expert] of experts.entries()) setSlope(expert, index + 1);
    setShares(gates[1], [0.4, 0.3, 0.2, 0.1]);
    setShares(gates[2], [0.1, 0.2, 0.3, 0.4]);
    // Experts make 1x, 2x, 3x, 4x. Mixed evenly 2.5x; .4·1 + .3·2 + .2·3 + .1·4 = 2x; .1 + .4 + .9 + 1.6 = 3x.
    // The user is 1 everywhere, items x = 2 and 1: the positive leads by 2.5, 2 and 3.
    // L_d = log(1 + e^−2.5) = .078890, L_c = log(1 + e^−2) = .126928, L_v = log(1 + e^−3) = .048587.
    // L = .078890 + .1·.126928 + .03·.048587 = .093040
    expect(await lossOf(hand, hand.stages[0]!, [PAIR, PAIR, PAIR])).toBeCloseTo(0.09304, 5);
  });
});
