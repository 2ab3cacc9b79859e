/** The texts with a person's own words for the objectives: own, play, finish. */
import { OBJECTIVES, type PerObjective } from '../../data/schema';
import { en } from './en';

/** Wherever an objective or its owner is named. Letters and explanations keep the paper's words. */
export function namedMessages(names: Partial<PerObjective<string>> | undefined): Record<string, string> {
  if (!names) return en;
  const own = OBJECTIVES.flatMap((objective) => {
    const name = names[objective];
    return name ? [`objective.${objective}`, `owner.${objective}`].map((id) => [id, literal(name)]) : [];
  });
  return { ...en, ...Object.fromEntries(own) };
}

/** A text that no message syntax can hide in: quoted whole, its apostrophes doubled. */
const literal = (name: string): string => name.replaceAll("'", "''").replace(/[{}<>]+/g, "'$&'");
