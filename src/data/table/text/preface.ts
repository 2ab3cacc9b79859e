/** What stands above a table in a text: a line that names the separator, comments, a title. */

import { SEPARATORS, type Separator } from '../../csv/understand/mappingTypes';

/** Excel’s first line that names the separator. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*\n/i;
const COMMENTS = /^\s*(?:[#%]|\/\/)[^\n]*\n(?:\s*(?:[#%]|\/\/)[^\n]*\n|[ \t]*\n)*/;
const COMMENT_SIGN = /^\s*(?:[#%]|\/\/)\s*/;

/** Returns the separator that a line like `sep=;` names, and the length of the line; nothing where it is none. */
export function separatorLine(text: string): { separator?: Separator; length: number } {
  const [line, named] = SEPARATOR_LINE.exec(text) ?? [];
  if (line === undefined) return { length: 0 };
  const separator = SEPARATORS.find((candidate) => candidate === named);
  return { ...(separator && { separator }), length: line.length };
}

/** Returns the length of the lines of comments that the text begins with, where something follows them. */
export function commentsLength(text: string): number {
  const length = COMMENTS.exec(text)?.[0].length ?? 0;
  return text.slice(length).trim() === '' ? 0 : length;
}

/** Returns the lines of comments, without their signs, and where each begins behind its sign. */
export function commentLines(comments: string): { text: string; start: number }[] {
  const found: { text: string; start: number }[] = [];
  let start = 0;
  for (const line of comments.split('\n')) {
    const sign = COMMENT_SIGN.exec(line)?.[0].length;
    if (sign !== undefined) found.push({ text: line.slice(sign), start: start + sign });
    start += line.length + 1;
  }
  return found;
}

/** Returns where line `line` of the text begins, counted from 1. */
export function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) start = text.indexOf('\n', start) + 1;
  return start;
}
