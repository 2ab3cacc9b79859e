/** Reads vitest's JSON report and counts what really passed and failed. */
import { readFileSync } from 'node:fs';

/**
 * A file that could not be loaded has no tests to fail, so it counts as one failure; so does a run
 * that failed without naming a test (an unhandled error), and a report that is not there.
 * @param {string} path
 * @param {number} status vitest's exit code
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(path, status) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}
