/** Methods as people meet them: by family, and by name. */
import { METHODS, type MethodEntry, methodEntry } from '../../methods/methodCatalogue';
import type { Text } from '../messages/useText';

const FAMILIES = ['cascade', 'baseline', 'untrained'] as const satisfies readonly MethodEntry['family'][];

/** The methods that may be chosen, family by family in the catalogue's order; a family of none is left out. */
export function methodGroups(isOffered: (method: MethodEntry) => boolean = () => true) {
  return FAMILIES.map((family) => ({
    family,
    methods: METHODS.filter((method) => method.family === family && isOffered(method)),
  })).filter(({ methods }) => methods.length > 0);
}

/** The methods that have a name of a word. */
export const SHORT_NAMED = ['csmf', 'csmf-plus', 'joint', 'sequential'] as const;

/** The name where there is room for a word or two: that of the bar's menu, or the title. */
export function methodName(id: string, text: Text): string {
  const short = SHORT_NAMED.find((known) => known === id);
  return short ? text(`bar.method.${short}`) : methodTitle(id, text);
}

/** A run may come from a file of another version, with a method this page does not know; a row may have a label of its own. */
export function methodTitle(id: string, text: Text): string {
  const known = methodEntry(id);
  return known ? text(`method.${known.id}.title`) : id;
}
