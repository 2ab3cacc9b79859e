/** For tests of features that hold no lists. */
import type { Feature, ValueFeature } from '../src/data/schema';

/** The same feature; throws TypeError when its entities have lists of values. */
export function oneValued(feature: Feature | undefined): ValueFeature {
  if (feature?.kind === 'value') return feature;
  throw new TypeError('This feature is missing or holds lists.');
}
