/** The refusal `choose`: what a file leaves open, with everything that is needed to say it. */

import { excerpt } from '../csv/issues/excerpt';
import { CsvError } from '../csv/issues/issueList';
import { type ColumnMapping, SINGLE_ROLES } from '../csv/understand/mappingTypes';
import type { Issue } from '../schema';
import type { Candidate, MappingProposal, Question } from './proposalTypes';

const COLUMNS_SHOWN = 8;
const VALUES_SHOWN = 6;

/**
 * Throws CsvError where a proposal leaves something open: `choose` for each question, with the columns among
 * which to choose, their values with rows, and a mapping to copy; else what the proposal is refused for.
 */
export function throwIfUndecided(file: string, proposal: MappingProposal): void {
  const { questions, refusal } = proposal;
  if (refusal)
    throw new CsvError([{ file, code: refusal.code, ...(refusal.values && { values: refusal.values }) }]);
  if (questions.length === 0) return;
  const mapping = mappingLiteral(answered(proposal));
  throw new CsvError(questions.map((question) => choiceOf(file, question, mapping)));
}

function choiceOf(file: string, { about, candidates, reason }: Question, mapping: string): Issue {
  const [first] = candidates;
  const values = {
    ...reason.values,
    about,
    // A selector of the sentence: letters and underscores.
    reason: reason.code.replaceAll('-', '_'),
    columns: candidates.slice(0, COLUMNS_SHOWN).map(described).join('; '),
    more: Math.max(0, candidates.length - COLUMNS_SHOWN),
    mapping,
  };
  return { file, ...(candidates.length === 1 && first && { column: first.column }), code: 'choose', values };
}

/** “type”: 1 (415), 2 (66), … */
function described({ column, values }: Candidate): string {
  const shown = values.slice(0, VALUES_SHOWN).map(({ value, rows }) => `${excerpt(value)} (${rows})`);
  return `“${excerpt(column)}”: ${shown.join(', ')}${values.length > shown.length ? ', …' : ''}`;
}

/** The proposal's mapping with one possible answer to each question: to copy, and to correct. */
function answered({ mapping, questions }: MappingProposal): Partial<ColumnMapping> {
  const answers: Partial<ColumnMapping> = { ...mapping };
  const used = new Set<string>(SINGLE_ROLES.map((role) => mapping[role] ?? ''));
  for (const { about, candidates, isOptional, reason } of questions) {
    if (about === 'events') answers.events = meanings(candidates[0]);
    else {
      const free = candidates.find(({ column }) => !used.has(column));
      answers[about] = isOptional ? '' : (free?.column ?? '');
      if (reason.code === 'two-time-formats') {
        answers.timestamp = candidates[0]?.column ?? '';
        answers.timeFormat = String(reason.values?.first) as NonNullable<ColumnMapping['timeFormat']>;
      }
      used.add(free?.column ?? '');
    }
  }
  return answers;
}

/** Kinds of events in a possible order: the most frequent are seen, the rarest deepest. */
function meanings(column: Candidate | undefined): NonNullable<ColumnMapping['events']> {
  const kinds = column?.values.map(({ value }) => value) ?? [];
  const [exposure = '', ...deeper] = kinds;
  const conversion = deeper.slice(1).slice(-1);
  return { exposure: [exposure], click: deeper.filter((kind) => !conversion.includes(kind)), conversion };
}

const SHOWN = [
  'shape',
  'user',
  'item',
  'exposure',
  'click',
  'conversion',
  'event',
  'events',
  'rating',
  'thresholds',
  'timestamp',
  'timeFormat',
] as const;

/** Returns the mapping as it is written in a script: `{ user: 'uid', item: 'sku' }`. */
function mappingLiteral(mapping: Partial<ColumnMapping>): string {
  const entries = SHOWN.flatMap((key) => {
    const value = mapping[key];
    return value === undefined || (value === '' && key !== 'timestamp') ? [] : [`${key}: ${literal(value)}`];
  });
  return `{ ${entries.join(', ')} }`;
}

function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${key}: ${literal(part)}`)
    .join(', ')} }`;
}
