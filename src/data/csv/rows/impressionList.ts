/** Reads cells that list items shown together: N1-0 N2-1, [27, 9], ['a', 'b'], a|b|c. */

import type { Roles } from '../understand/mapping';
import { OUTCOME_BITS } from './outcomeBits';

export interface Impression {
  item: string;
  /** A sum of OUTCOME_BITS. */
  bits: number;
}

/** Returns the items of a list in any of these spellings, trimmed, empty ones left out. */
export function listedItems(cell: string): string[] {
  const text = cell.trim();
  const inner = /^[[({](.*)[\])}]$/s.exec(text)?.[1] ?? text;
  const separator = ['|', ';', ','].find((mark) => inner.includes(mark)) ?? /\s+/;
  return inner
    .split(separator)
    .map((part) => part.trim().replace(/^(['"])(.*)\1$/s, '$2'))
    .filter((part) => part !== '');
}

/** An item with its mark: 1 is clicked, 0 is not. */
const MARKED = /^(.+)-([01])$/s;

/**
 * Returns the items that a row shows. Each was clicked where a 1 is behind its name, or where the lists of what
 * was clicked or converted name it; without such lists a name is taken whole unless every name has a mark.
 */
export function readImpressions(
  shown: string,
  deeper: { readonly click?: string | undefined; readonly conversion?: string | undefined } = {},
): Impression[] {
  const names = listedItems(shown);
  const bits = new Map<string, number>();
  const add = (item: string, more: number) =>
    bits.set(item, (bits.get(item) ?? OUTCOME_BITS.exposure) | more);
  const marks = names.map((name) => MARKED.exec(name));
  const isMarked = deeper.click === undefined && marks.every((mark) => mark !== null);
  names.forEach((name, place) => {
    const [, item = name, mark] = (isMarked && marks[place]) || [];
    add(item, mark === '1' ? OUTCOME_BITS.click : 0);
  });
  for (const item of listedItems(deeper.click ?? '')) add(item, OUTCOME_BITS.click);
  for (const item of listedItems(deeper.conversion ?? ''))
    add(item, OUTCOME_BITS.click | OUTCOME_BITS.conversion);
  return [...bits].map(([item, outcome]) => ({ item, bits: outcome }));
}

/** Returns the items that a row of a log of lists shows. */
export function impressionsOf(fields: readonly string[], { single }: Pick<Roles, 'single'>): Impression[] {
  const cell = (column: number | undefined) => (column === undefined ? undefined : fields[column]!);
  return readImpressions(fields[single.item!]!, {
    click: cell(single.click),
    conversion: cell(single.conversion),
  });
}
