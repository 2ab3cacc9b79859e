/** The values of a feature as texts. */
import type { Feature } from './schema';

/** Stands for a value that is empty in the file, or a placeholder such as NULL. */
export const NO_VALUE = '(none)';

/** Returns the entity's value, or its list in the order of `feature.values`; empty for an entity that does not exist. */
export function valuesOf(feature: Feature, entity: number): string[] {
  const codes =
    feature.kind === 'list'
      ? feature.entries.subarray(feature.starts[entity], feature.starts[entity + 1])
      : feature.index.subarray(entity, entity + 1);
  return Array.from(codes, (code) => feature.values[code]!);
}
