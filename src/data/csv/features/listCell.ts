/** A cell that holds a list such as a|b|c. */

export const LIST_SEPARATOR = '|';

/** The different values of a list, trimmed, empty ones left out. */
export function listValues(cell: string, separator: string | RegExp = LIST_SEPARATOR): string[] {
  const parts = cell.split(separator).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** a|b and b|a|b are one list. */
export function isSameList(a: string, b: string): boolean {
  if (!a.includes(LIST_SEPARATOR) && !b.includes(LIST_SEPARATOR)) return a === b;
  const [left, right] = [listValues(a), new Set(listValues(b))];
  return left.length === right.size && left.every((part) => right.has(part));
}
