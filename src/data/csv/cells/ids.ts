/** Ids as text, freed of what nobody sees, and what is suspicious about them. */

import { isMissing, isPlaceholder } from './placeholders';

/** Control characters, soft hyphens, zero-width spaces, marks of direction, byte order marks. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Anything but printable ASCII: the usual id has none of it, and one test says so. */
const UNUSUAL = /[^\x21-\x7e]/;

/** Returns the id in a cell, without surrounding spaces and without invisible and control characters. */
export function cleanId(cell: string): string {
  return UNUSUAL.test(cell) ? cell.replace(INVISIBLE, '').trim() : cell;
}

/** True for a cell of which `cleanId` removes more than surrounding spaces. */
export const holdsInvisible = (cell: string): boolean =>
  UNUSUAL.test(cell) && cell.trim().search(INVISIBLE) >= 0;

/** True for an id in scientific notation, 1.2345E+17: the program that wrote it has rounded a longer number. */
export const isRounded = (id: string): boolean => id.includes('+') && /^\d(?:[.,]\d+)?e\+\d{2,3}$/i.test(id);

const WHOLE_NUMBER = /^\d+(\.0+)?$/;

/**
 * True where all ids are whole numbers and some of them are written with a fraction of 0, as programs do with a
 * column that has gaps: 300001.0.
 */
function areWholeNumbers(ids: Iterable<string>): boolean {
  let hasFraction = false;
  for (const id of ids) {
    const parts = WHOLE_NUMBER.exec(id);
    if (!parts) return false;
    hasFraction ||= parts[1] !== undefined;
  }
  return hasFraction;
}

/** Returns 300001 for 300001.0; any other id as it is. */
export function withoutFraction(id: string): string {
  const parts = id.endsWith('0') ? WHOLE_NUMBER.exec(id) : null;
  return parts?.[1] === undefined ? id : id.slice(0, id.length - parts[1].length);
}

/** How the ids of a column are written. */
export interface IdFormat {
  /** They are whole numbers, some with a fraction of 0, which is cut: 300001.0. */
  readonly wholeNumbers: boolean;
  /** They are words, among which null is a word too; else it is a missing id. */
  readonly words: boolean;
}

/** Times as often as the most frequent id from which on a placeholder among words is a missing id all the same. */
const CONSPICUOUS = 2;

/** Decides how the ids of a column are written. */
export function idFormatOf(cells: Iterable<string>): IdFormat {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const id = cleanId(cell);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const ids = [...counts.keys()].filter((id) => !isMissing(id));
  const words = ids.filter((id) => !/\d/.test(id));
  const most = (which: (id: string) => boolean) =>
    [...counts].reduce((max, [id, rows]) => (which(id) ? Math.max(max, rows) : max), 0);
  const isInconspicuous = most(isPlaceholder) <= CONSPICUOUS * most((id) => !isMissing(id));
  return {
    wholeNumbers: areWholeNumbers(ids),
    words: 2 * words.length > ids.length && isInconspicuous,
  };
}
