/** `npm run cases`: prints a line for each case, writes what happened, and ends in “N of M right”. */
import { writeFileSync } from 'node:fs';
import { readCases } from './caseManifest';
import { runCases } from './runCases';

/** Returns whether all are right. */
export async function cases(options: {
  path: string;
  /** Chooses by id. */
  only: string | undefined;
  /** Where what happened is written as JSON. */
  out: string | undefined;
}): Promise<boolean> {
  const { path, only, out } = options;
  const results = await runCases(readCases(path, only ? new RegExp(only) : undefined), (result) => {
    const { id, isRight, description } = result;
    console.log(isRight ? `ok   ${id}` : `FAIL ${id}  ${description}`);
  });
  if (out) writeFileSync(out, `${JSON.stringify(results, null, 1)}\n`);
  const right = results.filter(({ isRight }) => isRight).length;
  console.log(`${right} of ${results.length} right`);
  return right === results.length;
}
