/** Stores finished trials, so that an experiment of many hours resumes where it stopped. */
import { version } from '../../package.json';
import { sha256Hex } from '../bytes';
import type { SplitMethod } from '../data/schema';
import type { Trial } from './experiment';
import type { Preparation } from './prepare';
import type { TrialResult } from './result';

/** Results by key: the page stores them in IndexedDB, the command line in a file. */
export interface Journal {
  get(key: string): Promise<TrialResult | undefined>;
  put(key: string, result: TrialResult): Promise<void>;
}

export function createMemoryJournal(): Journal & { readonly size: number } {
  const results = new Map<string, TrialResult>();
  return {
    get size() {
      return results.size;
    },
    get: async (key) => results.get(key),
    put: async (key, result) => void results.set(key, result),
  };
}

/**
 * Returns the key of all that a result depends on: version, log, a split that was chosen for it, method, phase, seed,
 * alternative, budget, K, and a hash (SHA-256, 16 digits) of the resolved configuration and plan. The variant's label does not enter.
 */
export async function trialKey(options: {
  readonly trial: Trial;
  readonly alternative: number;
  readonly fingerprint: string;
  readonly preparation: Preparation;
  readonly budget: number;
  readonly k?: number | undefined;
  /** Absent where the log is split as logs of its kind are. */
  readonly split?: SplitMethod | undefined;
}): Promise<string> {
  const { trial, alternative, fingerprint, preparation, budget, k, split } = options;
  const { variant, phase, seed } = trial;
  const resolved = new TextEncoder().encode(JSON.stringify(preparation));
  const hash = (await sha256Hex(resolved)).slice(0, 16);
  return (
    keyPrefix(version) +
    [
      fingerprint,
      variant.method,
      phase,
      `seed ${seed}`,
      `alternative ${alternative}`,
      `budget ${budget}`,
      `k ${k ?? 'own'}`,
      hash,
      ...(split ? [`split ${split}`] : []),
    ].join('|')
  );
}

/** Returns the beginning of all keys of one version of the app. */
export const keyPrefix = (appVersion: string): string => `v${appVersion}|`;
