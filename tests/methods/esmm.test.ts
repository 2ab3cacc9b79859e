import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/data/batches';
import { handNetwork, lossOf, PAIR, setSlope } from '../handNetwork';

/** User 0 clicked item 0 and converted on item 1. */
const IMPRESSIONS: Batch = { ...PAIR, users: Int32Array.of(0, 0), depths: Uint8Array.of(1, 2) };

describe('esmm', () => {
  it('shares only the embeddings, and its scores are cumulative', () => {
    const { groups, levels, heads, scores } = handNetwork('esmm').network.architecture;
    expect([groups, levels.length, scores]).toEqual([1, 1, 'cumulative']);
    expect(levels[0]!.experts.map(({ reads }) => reads)).toEqual([0, 0, 0]);
    expect(levels[0]!.mixes).toEqual([0, 1, 2].map((own) => ({ experts: [own] })));
    expect(heads.map(({ reads }) => reads)).toEqual([0, 1, 2]);
  });

  it('learns click and conversion from impressions, exposure from candidates', () => {
    const { terms } = handNetwork('esmm').stages[0]!;
    expect(terms.map(({ objective, loss }) => [objective, loss])).toEqual([
      ['exposure', undefined],
      ['click', 'cross-entropy'],
      ['conversion', 'cross-entropy'],
    ]);
  });

  it('has the loss that a hand computes', async () => {
    const hand = handNetwork('esmm', { lossWeights: { click: 1, conversion: 2 } });
    setSlope(hand.network.users.heads[2], -1);
    hand.network.biases.set([0, -1, 1]);
    // Exposure: scores 2 and 1, L_d = log(1 + e^−1) = .313262.
    // Click: z_c = 2 − 1, 1 − 1 = 1, 0, both clicked: −(log σ(1) + log σ(0))/2 = (.313262 + .693147)/2 = .503204.
    // Conversion: z_v = −2 + 1, −1 + 1 = −1, 0. p = σ(1)σ(−1) = .196612 (not converted), σ(0)σ(0) = .25
    // (converted): −(log .803388 + log .25)/2 = (.218917 + 1.386294)/2 = .802606.
    // L = .313262 + .503204 + 2·.802606 = 2.421678
    expect(await lossOf(hand, hand.stages[0]!, [PAIR, IMPRESSIONS, IMPRESSIONS])).toBeCloseTo(2.421678, 5);
  });
});
