/** Ids as text, freed of what nobody sees, and what is suspicious about them. */

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
export function areWholeNumbers(ids: Iterable<string>): boolean {
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
