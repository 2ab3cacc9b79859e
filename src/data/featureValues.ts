/** An entity's values of a feature, as texts. */
import type { Feature } from './schema';

/** One, or those of a list in the order of `feature.values`; none of an entity that does not exist. */
export function valuesOf(feature: Feature, entity: number): string[] {
  const places =
    feature.kind === 'list'
      ? feature.entries.subarray(feature.starts[entity], feature.starts[entity + 1])
      : feature.index.subarray(entity, entity + 1);
  return Array.from(places, (place) => feature.values[place]!);
}
