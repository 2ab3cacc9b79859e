/** Numbers of issues: of all codes, and at most in a file. */

/** How many there are of all codes together. */
export const totalOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A spreadsheet holds ten times as many lines; a file with more faults has few kinds of them. */
export const MAX_DOWNLOADED = 100_000;
