/** Opens every case in one page and says which outcomes are right. */
import { openPage } from '../browser/openPage';
import { acceptanceOf } from './accept';
import type { Acceptance, Case } from './caseManifest';
import { type CaseOutcome, describeOutcome, oneLine } from './caseOutcome';
import { openCase } from './openCase';

export interface CaseResult {
  id: string;
  isRight: boolean;
  /** The acceptance that was met. */
  by: Acceptance | undefined;
  /** The outcome in one line. */
  description: string;
  outcome: CaseOutcome;
  /** What the page wrote on its console meanwhile. */
  complaints: string[];
}

type OpenPage = Awaited<ReturnType<typeof openPage>>;

export async function runCases(
  cases: readonly Case[],
  onResult: (result: CaseResult) => void = () => undefined,
): Promise<CaseResult[]> {
  const open = await openPage();
  open.page.setDefaultTimeout(30_000);
  const results: CaseResult[] = [];
  try {
    for (const test of cases) {
      const result = await runCase(open, test);
      results.push(result);
      onResult(result);
    }
  } finally {
    await open.close();
  }
  return results;
}

async function runCase({ page, complaints }: OpenPage, test: Case): Promise<CaseResult> {
  const outcome = await outcomeOf();
  const by = await acceptanceOf(test, outcome, (feature) => page.evaluate(countValues, feature));
  return {
    id: test.id,
    isRight: by !== undefined,
    by,
    description: describeOutcome(outcome, test),
    outcome,
    complaints: complaints.splice(0),
  };

  async function outcomeOf(): Promise<CaseOutcome> {
    try {
      const first = await openCase(page, test);
      // Another load was under way; this one is alone.
      const isAborted = !first.isLoaded && first.name === 'AbortError';
      return isAborted ? await openCase(page, test) : first;
    } catch (error) {
      await page.reload();
      await page.getByRole('definition').filter({ hasText: '800' }).first().waitFor();
      const message = `the run broke: ${oneLine(String(error)).slice(0, 200)}`;
      return { isLoaded: false, name: 'TypeError', message };
    }
  }
}

/** Counts the different values of a feature in the exported log. Runs in the page or in Node. */
export async function countValues(feature: string): Promise<number> {
  const text = await (await window.csmf.exportLog()).text();
  const rows = text.split('\n').map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []);
  const cell = (row: readonly string[], column: number) => row[column]?.replace(/,$/, '');
  const column = rows[0]!.findIndex((_, index) => cell(rows[0]!, index)?.endsWith(` ${feature}`));
  if (column < 0) return 0;
  const values = rows.slice(1).map((row) => cell(row, column));
  return new Set(values.filter((value) => value !== undefined)).size;
}
