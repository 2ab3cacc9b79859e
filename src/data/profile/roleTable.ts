/** The roles of a file's columns while they are being guessed: what is known of each column, and who has which. */

import type { Coded } from '../../coded';
import type { SingleRole } from '../csv/understand/mappingTypes';
import { type ColumnFacts, columnFacts } from './columnFacts';
import type { FileProfile } from './fileProfile';
import type { Candidate, Confidence, Guess, Question } from './proposalTypes';

export interface RoleTable {
  readonly profile: FileProfile;
  readonly names: readonly string[];
  facts(column: number): ColumnFacts;
  readonly found: Partial<Record<SingleRole, Guess>>;
  readonly questions: Question[];
  /** The column with the time of day, where the time is only a date. */
  timeOfDay: number | undefined;
  /** The columns without a role, but for one of row numbers. */
  free(): number[];
  /** The facts of the column that has a role. */
  of(role: SingleRole): ColumnFacts | undefined;
  /** Says that no column plays the role, whatever would be guessed. */
  close(role: SingleRole): void;
  /** Keeps a column out of every guess: the person named it for something else. */
  reserve(column: number): void;
  /** Gives a role that nothing has yet to a column. */
  give(role: SingleRole, column: number, guess: Omit<Guess, 'column'>): void;
  ask(
    about: Question['about'],
    columns: readonly number[],
    reason: Coded,
    options?: { isOptional: boolean },
  ): void;
}

/** Values that are shown of a column among which a person chooses. */
const VALUES_SHOWN = 12;

export function createRoleTable(profile: FileProfile): RoleTable {
  const names = profile.columns.map(({ name }) => name);
  const facts = columnFacts(profile);
  const taken = new Set<number>();
  const places: Partial<Record<SingleRole, number>> = {};
  const found: RoleTable['found'] = {};
  const questions: Question[] = [];
  const closed = new Set<Question['about']>();
  if (profile.indexColumn !== undefined) taken.add(names.indexOf(profile.indexColumn));
  return {
    profile,
    names,
    facts,
    found,
    questions,
    timeOfDay: undefined,
    free: () => [...names.keys()].filter((column) => !taken.has(column)),
    of: (role) => (places[role] === undefined ? undefined : facts(places[role])),
    close: (role) => void closed.add(role),
    reserve: (column) => void taken.add(column),
    give(role, column, guess) {
      if (found[role] || closed.has(role)) return;
      taken.add(column);
      places[role] = column;
      found[role] = { column: names[column]!, ...guess };
    },
    ask(about, columns, reason, { isOptional } = { isOptional: false }) {
      if (closed.has(about)) return;
      const candidates = columns.map((column) => candidateOf(facts(column)));
      questions.push({ about, candidates, reason, isOptional });
    },
  };
}

function candidateOf({ name, counted, filled }: ColumnFacts): Candidate {
  const rows = new Map<string, number>();
  if (!counted) for (const value of filled.slice(0, 200)) rows.set(value, (rows.get(value) ?? 0) + 1);
  const values = counted ?? [...rows].map(([value, count]) => ({ value, rows: count }));
  return { column: name, values: values.toSorted((a, b) => b.rows - a.rows).slice(0, VALUES_SHOWN) };
}

/** Returns a guess from the column's name. */
export function byName(role: SingleRole, column: string, confidence: Confidence = 'certain') {
  return { by: 'name' as const, confidence, reason: { code: 'usual-name', values: { role, column } } };
}

/** Returns a guess from what the column holds. */
export function byContent(reason: Coded, confidence: Confidence = 'plausible') {
  return { by: 'content' as const, confidence, reason };
}
