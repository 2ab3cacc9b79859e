import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { keyPrefix, trialKey } from '../../src/lab/journal';
import type { Preparation } from '../../src/lab/prepare';

describe('the key of a trial', () => {
  const trial = {
    dataset: { sample: 'shop' as const },
    variant: { label: 'any label', method: 'csmf', changes: {} },
    phase: 'measure' as const,
    seed: 2,
    alternative: 'best' as const,
  };
  const preparation = { config: { gamma: 0.5 }, plan: [] } as unknown as Preparation;
  const options = { trial, alternative: 1, fingerprint: 'f', preparation, budget: 0.5 };

  it('is written as in the journals that users have', async () => {
    // SHA-256 of {"config":{"gamma":0.5},"plan":[]} begins with these 16 digits.
    expect(await trialKey(options)).toBe(
      `v${version}|f|csmf|measure|seed 2|alternative 1|budget 0.5|k own|f4b13453c60abec2`,
    );
    expect(await trialKey(options)).toContain(keyPrefix(version));
  });

  it('depends on a split that was chosen for the log', async () => {
    expect(await trialKey({ ...options, split: 'global-time' })).toBe(
      `${await trialKey(options)}|split global-time`,
    );
  });

  it('depends on K and the configuration, and not on the label', async () => {
    const key = await trialKey(options);
    expect(await trialKey({ ...options, k: 5 })).not.toBe(key);
    const changed = { config: { gamma: 1 }, plan: [] } as unknown as Preparation;
    expect(await trialKey({ ...options, preparation: changed })).not.toBe(key);
    const relabelled = { ...trial, variant: { ...trial.variant, label: 'another' } };
    expect(await trialKey({ ...options, trial: relabelled })).toBe(key);
  });
});
