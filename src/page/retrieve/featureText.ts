/** What a person is shown of an entity's feature. */
import { valuesOf } from '../../data/featureValues';
import type { Feature } from '../../data/schema';

const MAX_SHOWN = 8;

/** The value, or the first few of a list. */
export function featureText(feature: Feature, entity: number): string {
  const values = valuesOf(feature, entity);
  const shown = values.slice(0, MAX_SHOWN).join(', ');
  return values.length > MAX_SHOWN ? `${shown}, …` : shown;
}
