import { describe, expect, it } from 'vitest';
import { handNetwork, lossOf, PAIR, setSlope } from '../handNetwork';

describe('shared-bottom', () => {
  it('has one hidden layer for all objectives and one head for each', () => {
    const { groups, levels, heads, scores } = handNetwork('shared-bottom').network.architecture;
    expect([groups, levels.length, levels[0]!.experts.length, scores]).toEqual([1, 1, 1, 'separate']);
    expect(heads).toEqual([0, 1, 2].map(() => ({ reads: 0, width: 1 })));
  });

  it('has the loss that a hand computes', async () => {
    const hand = handNetwork('shared-bottom');
    for (const [objective, head] of hand.network.items.heads.entries()) setSlope(head, objective + 1);
    // Hidden: user 1, items 2 and 1. Scores s_d = 2, 1; s_c = 2·2, 2·1 = 4, 2; s_v = 3·2, 3·1 = 6, 3.
    // L_d = log(1 + e^−1) = .313262, L_c = log(1 + e^−2) = .126928, L_v = log(1 + e^−3) = .048587.
    // L = .313262 + .1·.126928 + .03·.048587 = .327412
    expect(await lossOf(hand, hand.stages[0]!, [PAIR, PAIR, PAIR])).toBeCloseTo(0.327412, 5);
  });
});
