/** Remembers finished cells, so that an experiment of many hours goes on where it stopped. */
import { version } from '../../package.json';
import type { Cell } from './experiment';
import type { Preparation } from './prepare';
import type { CellResult } from './result';

/** A page keeps it in IndexedDB, the command line in a file. */
export interface Journal {
  get(key: string): Promise<CellResult | undefined>;
  put(key: string, result: CellResult): Promise<void>;
}

export function createMemoryJournal(): Journal & { readonly size: number } {
  const results = new Map<string, CellResult>();
  return {
    get size() {
      return results.size;
    },
    get: async (key) => results.get(key),
    put: async (key, result) => void results.set(key, result),
  };
}

/**
 * What a result depends on: version, log, method, phase, seed, alternative, budget, K, and a hash
 * (SHA-256, 16 digits) of the resolved configuration and plan. The contestant's label does not enter.
 */
export async function cellKey(options: {
  readonly cell: Cell;
  readonly alternative: number;
  readonly fingerprint: string;
  readonly preparation: Preparation;
  readonly budget: number;
  readonly k?: number | undefined;
}): Promise<string> {
  const { cell, alternative, fingerprint, preparation, budget, k } = options;
  const { contestant, phase, seed } = cell;
  const resolved = new TextEncoder().encode(JSON.stringify(preparation));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', resolved));
  const hash = [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return (
    keyPrefix(version) +
    [
      fingerprint,
      contestant.method,
      phase,
      `seed ${seed}`,
      `alternative ${alternative}`,
      `budget ${budget}`,
      `k ${k ?? 'own'}`,
      hash,
    ].join('|')
  );
}

/** What the keys of one version of the app begin with. */
export const keyPrefix = (ofVersion: string): string => `v${ofVersion}|`;
