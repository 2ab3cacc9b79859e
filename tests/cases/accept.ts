/** Whether an outcome is one of those a case accepts. */
import type { Acceptance, Case, CaseTruth } from './caseManifest';
import type { CaseOutcome, Counts, Loaded } from './caseOutcome';

/** Returns the different values of a feature in the loaded log, 0 where there is no such feature. */
export type CountValues = (feature: string) => Promise<number>;

/** Returns the first acceptance that the outcome meets. */
export async function acceptanceOf(
  test: Case,
  outcome: CaseOutcome,
  countValues: CountValues,
): Promise<Acceptance | undefined> {
  for (const acceptance of test.accept) {
    if (await meets(outcome, acceptance, { truth: test.truth, countValues })) return acceptance;
  }
  return undefined;
}

/** Errors that say nothing of the file: a load given up, or a mistake of the program. */
const NOT_ABOUT_THE_FILE = ['AbortError', 'TypeError'];

async function meets(
  outcome: CaseOutcome,
  acceptance: Acceptance,
  { truth, countValues }: { truth: CaseTruth | undefined; countValues: CountValues },
): Promise<boolean> {
  const { screenNot, refused, not, counts, right, untimed = false, told, bins } = acceptance;
  if (screenNot && matches(screenNot, outcome.screen ?? '')) return false;
  if (refused !== undefined) {
    if (outcome.isLoaded || NOT_ABOUT_THE_FILE.includes(outcome.name ?? '')) return false;
    return matches(refused, outcome.message) && !(not && matches(not, outcome.message));
  }
  if (!outcome.isLoaded) return false;
  if (counts && !COUNTED.every((name) => outcome.counts[name] === (counts[name] ?? outcome.counts[name]))) {
    return false;
  }
  if (right && !(truth && isTrue(outcome, truth, untimed))) return false;
  if (told && !matches(told, outcome.remarks)) return false;
  if (!bins) return true;
  const values = await countValues(bins);
  return values >= 2 && values <= 11;
}

const COUNTED: readonly (keyof Counts)[] = ['users', 'items', 'exposures', 'clicks', 'conversions'];

const matches = (pattern: string, text: string): boolean => new RegExp(pattern, 's').test(text);

/** Counts are exact; times may differ by less than a millisecond. */
function isTrue({ counts, from, to }: Loaded, truth: CaseTruth, untimed: boolean): boolean {
  if (!COUNTED.every((name) => counts[name] === truth[name])) return false;
  if (untimed) return from === undefined;
  if (truth.from === undefined || truth.to === undefined) return true;
  return Math.abs((from ?? -1) - truth.from) < 1 && Math.abs((to ?? -1) - truth.to) < 1;
}
