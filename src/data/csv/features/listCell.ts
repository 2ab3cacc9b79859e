/** A cell that holds a list: a|b|c, [27, 9], ['a', 'b'], [27 9]. */

const LIST_SEPARATOR = '|';

/** The different values of a list, trimmed, empty ones left out. What is in brackets separates its values itself. */
export function listValues(cell: string, separator: string | RegExp = LIST_SEPARATOR): string[] {
  const parts = bracketedValues(cell)?.values ?? cell.split(separator);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

/** True for a|b and for a list in brackets. */
export const isListCell = (cell: string): boolean => hasPipes(cell) || bracketedValues(cell) !== undefined;

export const hasPipes = (cell: string): boolean => cell.includes(LIST_SEPARATOR);

/** a|b and b|a|b are one list, [1, 2] and [2,1] too. */
export function isSameList(a: string, b: string): boolean {
  if (!mayBeList(a) && !mayBeList(b)) return a === b;
  const [left, right] = [listValues(a), new Set(listValues(b))];
  return left.length === right.size && left.every((part) => right.has(part));
}

const mayBeList = (cell: string): boolean => hasPipes(cell) || cell.startsWith('[');

/** Returns a cell that reads back as these values: a|b|c, or a list of JSON where that would be another list. */
export function listText(values: readonly string[]): string {
  const text = values.join(LIST_SEPARATOR);
  const isSafe = values.every((value) => !hasPipes(value)) && !bracketedValues(text);
  return isSafe ? text : JSON.stringify(values);
}

/** A value in double or single quotes with its escapes, or one without quotes; then a comma or the end. */
const ELEMENT =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*(?:,|$|(?=['"]))|([^\s,'"[\]{}][^,'"[\]{}]*)(?:,|$))/gsy;
const SEVERAL_NUMBERS = /^[-+.\deE]+(?:\s+[-+.\deE]+)+\s*$/;

/**
 * Returns the values of a list in brackets, as JSON and Python write it, and whether any is in quotes; undefined
 * for any other text, and for lists within lists. Numbers keep their digits; blanks alone separate numbers, as
 * NumPy writes them.
 */
export function bracketedValues(cell: string): { values: string[]; isQuoted: boolean } | undefined {
  const text = cell.trim();
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  const inner = text.slice(1, -1);
  const values: string[] = [];
  let isQuoted = false;
  let end = 0;
  for (const [whole, quoted, bare] of inner.matchAll(ELEMENT)) {
    if (quoted === undefined) values.push(bare!);
    else values.push(unescaped(quoted));
    isQuoted ||= quoted !== undefined;
    end += whole.length;
  }
  if (inner.slice(end).trim() !== '') return undefined;
  const [only] = values;
  if (values.length === 1 && !isQuoted && SEVERAL_NUMBERS.test(only!)) {
    return { values: only!.trim().split(/\s+/), isQuoted };
  }
  return { values, isQuoted };
}

/** Returns what a text in quotes says. */
const unescaped = (quoted: string): string =>
  quoted.slice(1, -1).replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_, long, short, letter) => {
    if (letter === undefined) return String.fromCharCode(Number.parseInt(long ?? short, 16));
    return { n: '\n', t: '\t', r: '\r' }[letter as string] ?? letter;
  });
