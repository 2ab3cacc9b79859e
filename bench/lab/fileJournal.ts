/** Finished trials as JSON lines in a file; those written before a crash are read after it. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Journal } from '../../src/lab/journal';
import type { TrialResult } from '../../src/lab/result';

interface Line {
  key: string;
  result: TrialResult;
}

/** Opens the journal. A line that a crash cut off is skipped; its trial runs again. */
export function openFileJournal(path: string): Journal {
  const results = new Map<string, TrialResult>();
  for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const entry = parsed(line);
    if (entry) results.set(entry.key, entry.result);
  }
  mkdirSync(dirname(path), { recursive: true });
  return {
    get: async (key) => results.get(key),
    async put(key, result) {
      results.set(key, result);
      // The line's end comes first: a line that was cut off before spoils only itself.
      appendFileSync(path, `\n${JSON.stringify({ key, result } satisfies Line)}`);
    },
  };
}

function parsed(line: string): Line | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
