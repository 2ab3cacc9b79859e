import { describe, expect, it } from 'vitest';
import { handNetwork, lossOf, PAIR } from '../handNetwork';

describe('single-task', () => {
  it('shares no weights: every objective has separate tables, a hidden layer and a head', () => {
    const { groups, levels, heads, scores } = handNetwork('single-task').network.architecture;
    expect([groups, levels.length, scores]).toEqual([3, 1, 'separate']);
    expect(levels[0]!.experts.map(({ reads }) => reads)).toEqual([0, 1, 2]);
    expect(levels[0]!.mixes).toEqual([0, 1, 2].map((own) => ({ experts: [own] })));
    expect(heads).toEqual([0, 1, 2].map((own) => ({ reads: own, width: 3 })));
  });

  it('trains one objective after the other, with the loss that a hand computes', async () => {
    const hand = handNetwork('single-task');
    for (const [group, { tables }] of hand.network.items.groups.entries())
      tables[0]!.weights.set([group + 2, 1]);
    expect(hand.stages.map(({ objectives }) => objectives)).toEqual([
      ['exposure'],
      ['click'],
      ['conversion'],
    ]);
    // Item 0 is 2, 3, 4 and item 1 is 1, the user 1: the positive leads by 1, 2, 3.
    // log(1 + e^−1) = .313262, log(1 + e^−2) = .126928, log(1 + e^−3) = .048587
    for (const [index, loss] of [0.313262, 0.126928, 0.048587].entries()) {
      expect(await lossOf(hand, hand.stages[index]!, [PAIR])).toBeCloseTo(loss, 5);
    }
  });
});
