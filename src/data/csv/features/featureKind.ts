/** What the values of a feature's column are: one category each, numbers for bins, or lists of categories. */

import { numberFormatOf } from '../cells/numberColumn';
import { isMissing } from '../cells/placeholders';
import type { ColumnMapping } from '../understand/mappingTypes';
import { looksNumeric } from './binning';
import type { ColumnTracker } from './columnTracker';
import { bracketedValues, isListCell, listValues } from './listCell';

export type FeatureKind = 'categories' | 'numbers' | 'lists';

/** Distinct values beyond which a column declared `:float` is put into bins. */
const MAX_UNBINNED = 50;

type Column = Pick<ColumnTracker, 'name' | 'type' | 'values'>;

/** What the mapping says, else what the header declares, else what the values look like. */
export function kindOf(column: Column, mapping: Partial<ColumnMapping>): FeatureKind {
  const { numericFeatures, listFeatures } = mapping;
  const { name } = column;
  if (numericFeatures ? numericFeatures.includes(name) : isMeasured(column)) return 'numbers';
  if (listFeatures ? listFeatures.includes(name) : holdsLists(column)) return 'lists';
  return 'categories';
}

function isMeasured({ type, values }: Column): boolean {
  return looksNumeric(numberFormatOf(values)) || (type === 'float' && new Set(values).size > MAX_UNBINNED);
}

/** Many values are lists: quoted values in brackets, or a|b|c or [27, 9], put together from fewer parts than there are. */
function holdsLists({ type, values }: Column): boolean {
  if (type === 'token_seq') return true;
  // Their order matters: a mean over a set of numbers is not what they say.
  if (type === 'float_seq') return false;
  const filled = values.filter((value) => !isMissing(value));
  const lists = filled.filter(isListCell);
  if (lists.length <= 1 || lists.length < filled.length / 10) return false;
  if (lists.filter((value) => bracketedValues(value)?.isQuoted).length > 1) return true;
  const parts = new Set(filled.flatMap((value) => listValues(value)));
  return parts.size < filled.length;
}
