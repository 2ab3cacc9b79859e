/** A column as a feature of one side: its values sorted, so that the order of a file's rows does not matter. */

import type { Values } from '../../../coded';
import type { Feature, Issue, ValueFeature } from '../../schema';
import { parseNumber } from '../understand/cellValues';
import { quantileBins } from './binning';
import type { ColumnTracker, SideValues } from './columnTracker';
import type { FeatureKind } from './featureKind';
import { listFeature } from './listColumn';

/** Stands for a value that is empty in the file. */
const NO_VALUE = '(none)';

/** A feature, and the notice on how it was made. */
interface MadeFeature {
  feature: Feature;
  notice?: Issue;
}

/** `first`: [entities] the code of each one's value, −1 for none. */
export function featureOf(
  tracker: ColumnTracker,
  kind: FeatureKind,
  { first }: Pick<SideValues, 'first'>,
): MadeFeature {
  const texts = Array.from(first, (code) => tracker.values[code] ?? '');
  const { name } = tracker;
  if (kind === 'numbers') return { feature: binned(name, texts), notice: { code: 'binned-column' } };
  if (kind === 'lists') {
    const feature = listFeature(tracker, texts, NO_VALUE);
    if (feature.kind === 'excess') {
      const { reason, found, max } = feature;
      return { feature: categories(name, texts), notice: wholeLists({ reason, found, max }) };
    }
    return { feature, notice: { code: 'list-column', values: { values: feature.values.length } } };
  }
  const feature = categories(name, texts);
  if (tracker.type === 'float_seq') return { feature, notice: wholeLists({ reason: 'order' }) };
  return { feature };
}

/** Returns bins from the lowest up; entities without a number come last. */
function binned(name: string, texts: readonly string[]): ValueFeature {
  const { labels, bin } = quantileBins(texts.map(parseNumber));
  const values = bin.includes(-1) ? [...labels, NO_VALUE] : labels;
  return { kind: 'value', name, values, index: bin.map((code) => (code < 0 ? labels.length : code)) };
}

function categories(name: string, texts: readonly string[]): ValueFeature {
  const filled = texts.map((text) => text || NO_VALUE);
  const values = [...new Set(filled)].sort();
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return { kind: 'value', name, values, index: Int32Array.from(filled, (text) => codeOf.get(text)!) };
}

/** The notice on lists that count as one category each, with the reason. */
const wholeLists = (values: Values): Issue => ({ code: 'whole-list-column', values });
