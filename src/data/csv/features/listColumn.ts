/** A column of lists such as a|b|c or [27, 9] as a feature of which every entity has several values. */

import type { ListFeature } from '../../schema';
import { isPlaceholder } from '../cells/placeholders';
import type { ColumnTracker } from './columnTracker';
import { hasPipes, listValues } from './listCell';

/** Limits of one list, of a column's distinct values, and of all lists of all entities together. */
const MAX_IN_LIST = 256;
const MAX_VALUES = 100_000;
const MAX_ENTRIES = 2e7;

/** The limit that lists exceed, how much was found, and the limit's value. */
export type ListExcess = {
  kind: 'excess';
  reason: 'longest' | 'values' | 'entries';
  found: number;
  max: number;
};

type ListColumn = Pick<ColumnTracker, 'name' | 'type' | 'values'>;

/**
 * `texts[e]`: the list of entity e. A list's values count once each and in no order; they are trimmed, and
 * empty ones and placeholders left out. A list without any has `noValue`, a value like the others. Where the lists are too
 * long or too many: a clause that says so.
 */
export function listFeature(
  column: ListColumn,
  texts: readonly string[],
  noValue: string,
): ListFeature | ListExcess {
  const lists = splitLists(texts, separatorOf(column), noValue);
  const values = [...new Set([...lists.values()].flat())].sort();
  const lengths = texts.map((text) => lists.get(text)!.length);
  const excess = excessOf({
    longest: lengths.reduce((max, length) => Math.max(max, length), 0),
    values: values.length,
    entries: lengths.reduce((sum, length) => sum + length, 0),
  });
  return excess ?? { kind: 'list', name: column.name, values, ...indexLists(texts, lists, values) };
}

/** The values of every different text. */
function splitLists(
  texts: readonly string[],
  separator: RegExp | undefined,
  noValue: string,
): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const text of new Set(texts)) {
    const parts = listValues(text, separator).filter((part) => !isPlaceholder(part));
    lists.set(text, parts.length > 0 ? parts : [noValue]);
  }
  return lists;
}

/** Returns the separator of lists: spaces for RecBole's `:token_seq`, else the pipe. */
function separatorOf({ type, values }: ListColumn): RegExp | undefined {
  return type === 'token_seq' && !values.some(hasPipes) ? /\s+/ : undefined;
}

/** Returns the limit that the lists exceed, if any. */
function excessOf(found: { longest: number; values: number; entries: number }): ListExcess | undefined {
  const { longest, values, entries } = found;
  const kind = 'excess';
  if (longest > MAX_IN_LIST) return { kind, reason: 'longest', found: longest, max: MAX_IN_LIST };
  if (values > MAX_VALUES) return { kind, reason: 'values', found: values, max: MAX_VALUES };
  if (entries > MAX_ENTRIES) return { kind, reason: 'entries', found: entries, max: MAX_ENTRIES };
  return undefined;
}

/** The codes of each entity's values, ascending. */
function indexLists(
  texts: readonly string[],
  lists: ReadonlyMap<string, readonly string[]>,
  values: readonly string[],
): Pick<ListFeature, 'starts' | 'entries'> {
  const codeOf = new Map(values.map((value, code) => [value, code]));
  const codesOf = new Map<string, Int32Array>();
  for (const [text, list] of lists) {
    codesOf.set(text, Int32Array.from(list, (value) => codeOf.get(value)!).sort());
  }
  const starts = new Int32Array(texts.length + 1);
  texts.forEach((text, entity) => {
    starts[entity + 1] = starts[entity]! + codesOf.get(text)!.length;
  });
  const entries = new Int32Array(starts[texts.length]!);
  texts.forEach((text, entity) => {
    entries.set(codesOf.get(text)!, starts[entity]);
  });
  return { starts, entries };
}
