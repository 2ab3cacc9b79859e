/** The texts with the names that an uploaded log gives the objectives: shown, play, finish. */
import { OBJECTIVES, type PerObjective } from '../../data/schema';
import { en } from './en';

/**
 * Returns the texts with the names that a log of so many objectives gives them, wherever an objective or its owner is
 * named. Letters and explanations keep the paper's words.
 */
export function namedMessages(
  names: Partial<PerObjective<string>> | undefined,
  objectives: number = OBJECTIVES.length,
): Record<string, string> {
  // Of one kind of event nobody knows whether it was seen, clicked or bought.
  if (!names && objectives === 1) return namedMessages({ exposure: en['objective.single'] });
  if (!names) return en;
  const named = OBJECTIVES.flatMap((objective) => {
    const name = names[objective];
    return name ? [`objective.${objective}`, `owner.${objective}`].map((id) => [id, literal(name)]) : [];
  });
  return { ...en, ...Object.fromEntries(named) };
}

/** Quotes a text so that it contains no message syntax; apostrophes are doubled. */
const literal = (name: string): string => name.replaceAll("'", "''").replace(/[{}<>]+/g, "'$&'");
