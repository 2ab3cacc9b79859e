/** Everything there is to say about a file, for a download: at most a hundred issues are kept otherwise. */

import type { Issue } from '../../schema';
import { type CsvOptions, readCsv } from '../readCsv';
import { MAX_DOWNLOADED } from './issueCounts';
import { CsvError } from './issueList';

/**
 * Reads the file once more and lists its faults, or its notices where it can be loaded, by line. Reading
 * again costs seconds; holding them all from the start would cost everybody memory.
 */
export async function unboundedIssues(options: CsvOptions): Promise<readonly Issue[]> {
  try {
    const { log } = await readCsv({ ...options, maxListed: MAX_DOWNLOADED });
    return log.warnings;
  } catch (error) {
    if (error instanceof CsvError) return error.issues;
    throw error;
  }
}
