/** Shortens what a file holds, before it becomes a value of a sentence: the sentence stays a sentence. */

const MAX_LENGTH = 60;
const MAX_NAMES = 20;

/** Returns the text, cut after 60 letters. */
export function excerpt(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** Returns “a”, “b”, … for the first 20 names, and how many more there are. */
export function listedNames(names: readonly string[]): { names: string; more: number } {
  const listed = names.slice(0, MAX_NAMES).map((name) => `“${excerpt(name)}”`);
  return { names: listed.join(', '), more: names.length - listed.length };
}
