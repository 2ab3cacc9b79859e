/** Whether a generated file was understood: what a script's way made of it, held against the truth. */
import type { Csmf } from '../../src/scripting';
import type { GeneratedFile } from './generatedFile';

/**
 * `right`: loaded as it is; `asked`: refused with the choice to make; `refused`: refused for another reason;
 * `announced`: loaded wrong, with a notice that names the guess; `misread`: loaded wrong without one.
 */
export type Verdict = 'right' | 'asked' | 'refused' | 'announced' | 'misread';

export interface Understanding {
  verdict: Verdict;
  /** Codes and counts in one line. */
  description: string;
}

type Data = Pick<Csmf, 'loadCsv' | 'dataReport'>;
type Summary = Awaited<ReturnType<Data['loadCsv']>>;

/** Loads the file without a mapping, as a script does. */
export async function understand(data: Data, file: GeneratedFile): Promise<Understanding> {
  const source = new File([Uint8Array.from(file.bytes)], file.name);
  let summary: Summary;
  try {
    summary = await data.loadCsv(source);
  } catch (error) {
    const { code, issues = [], message } = error as Error & { code?: string; issues?: { code: string }[] };
    const codes = [...(code ? [code] : []), ...issues.map((issue) => issue.code)];
    if (codes.length === 0) throw error;
    const verdict = codes.includes('choose') ? 'asked' : 'refused';
    return { verdict, description: `${codes.slice(0, 3).join(', ')}: ${message.slice(0, 160)}` };
  }
  const { times } = await data.dataReport();
  const faults = faultsOf(file, summary, times);
  if (faults.length === 0) return { verdict: 'right', description: '' };
  const codes = [...new Set(summary.warnings.map(({ code }) => code))];
  const verdict = codes.some((code) => isGuess(code)) ? 'announced' : 'misread';
  return { verdict, description: `${faults.join(', ')} [${codes.join(' ')}]` };
}

/** Codes of notices that say what was guessed, which columns may be the conversion, or what could not be read. */
const isGuess = (code: string) =>
  code.startsWith('guessed-') || code === 'signals' || code === 'times-not-read';

function faultsOf(
  { choices, truth, times }: GeneratedFile,
  summary: Summary,
  found: { from: number; to: number } | undefined,
): string[] {
  const reached = (depth: number) => truth.pairs.filter((pair) => pair.depth >= depth).length;
  const expected: [keyof Summary, number][] = [
    ['users', truth.users],
    ['items', truth.items],
    ['exposures', reached(0)],
    // Where ratings become clicks is for thresholds to say.
    ...(choices.shape === 'ratings'
      ? []
      : ([
          ['clicks', reached(1)],
          ['conversions', reached(2)],
        ] satisfies [keyof Summary, number][])),
  ];
  const faults = expected
    .filter(([name, count]) => summary[name] !== count)
    .map(([name, count]) => `${name} ${summary[name]} not ${count}`);
  if (times && !found) faults.push('no times');
  if (found && !times) faults.push(`times from ${new Date(found.from).toISOString()}`);
  if (times && found && (Math.abs(found.from - times.from) >= 1 || Math.abs(found.to - times.to) >= 1)) {
    faults.push(`times from ${new Date(found.from).toISOString()} not ${new Date(times.from).toISOString()}`);
  }
  return faults;
}
