/** The files of a full run. */
import { writeFileSync } from 'node:fs';
import { report } from './report';
import type { Results } from './results';

/**
 * Writes results.json and RESULTS.md of a full run into the folder. A quick run only prints its tables, and a run of
 * chosen rows (`only`) prints nothing more: the files always contain a full run.
 */
export function publish(
  results: Results,
  only: readonly string[],
  folder: URL,
  print: (text: string) => void = console.log,
): void {
  if (only.length > 0) return;
  const text = report(results);
  if (results.quick) {
    print(`\n${text}`);
    return;
  }
  writeFileSync(new URL('results.json', folder), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(new URL('RESULTS.md', folder), text);
}
