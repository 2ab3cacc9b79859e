/** The texts with the names that an uploaded log gives the objectives: shown, play, finish. */
import { OBJECTIVES, type PerObjective } from '../../data/schema';
import { en } from './en';

/**
 * Returns the texts with these names wherever an objective or its owner is named. Letters and explanations
 * keep the paper's words.
 */
export function namedMessages(names: Partial<PerObjective<string>> | undefined): Record<string, string> {
  if (!names) return en;
  const named = OBJECTIVES.flatMap((objective) => {
    const name = names[objective];
    return name ? [`objective.${objective}`, `owner.${objective}`].map((id) => [id, literal(name)]) : [];
  });
  return { ...en, ...Object.fromEntries(named) };
}

/** Quotes a text so that it contains no message syntax; apostrophes are doubled. */
const literal = (name: string): string => name.replaceAll("'", "''").replace(/[{}<>]+/g, "'$&'");
