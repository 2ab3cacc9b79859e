/** What a person types to find a user, as a query: “makers”, “bought kettle”. Pure. */
import type { UserQuery } from '../../retrieve/userSearch';

/** The words of the page's language that say how far an interaction went, by depth: seen, clicked, bought. */
export type DepthWords = readonly string[];

/** Returns the query of a text. A word for a depth makes all others titles of items that were reached that deep. */
export function parseUserQuery(typed: string, depthWords: DepthWords): UserQuery {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const depth = Math.max(-1, ...words.map((word) => depthWords.indexOf(word)));
  return {
    words: words.filter((word) => !depthWords.includes(word)),
    depth: Math.max(0, depth),
    ofAnything: depth < 0,
  };
}
