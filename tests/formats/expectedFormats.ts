/** The files in the shapes of public logs, and what each of them means. */
import { readFileSync } from 'node:fs';
import type { Case, CaseTruth } from '../cases/caseManifest';

/** Right counts of a file, those that do not depend on a person's choice; or the code with which it is refused. */
export interface ExpectedFormat {
  file: string;
  answer: Partial<CaseTruth> | null;
  code?: string;
}

const folder = new URL('./files/', import.meta.url);

/** Returns every file with its expectation. */
export function expectedFormats(): ExpectedFormat[] {
  const stored: Record<string, Omit<ExpectedFormat, 'file'>> = JSON.parse(
    readFileSync(new URL('./expected.json', import.meta.url), 'utf8'),
  );
  return Object.entries(stored).map(([file, { answer, code }]) => ({ file, answer, ...(code && { code }) }));
}

/** Returns the file as a case, opened without a mapping or through the screen. */
export function formatCase({ file, answer }: ExpectedFormat, how: 'bare' | 'screen'): Case {
  const accept = answer ? [{ counts: answer }] : [{ refused: '' }];
  return { id: file, how, accept, files: [{ name: file, data: readFileSync(new URL(file, folder)) }] };
}
