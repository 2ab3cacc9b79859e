/** A column as a feature of one side: its values sorted, so that the order of a file's rows does not matter. */

import type { Feature, Issue, ValueFeature } from '../../schema';
import { parseNumber } from '../understand/logShape';
import { quantileBins } from './binning';
import type { ColumnTracker, Seen } from './columnTracker';
import type { FeatureKind } from './featureKind';
import { listFeature } from './listColumn';

/** Stands for a value that is empty in the file. */
const NO_VALUE = '(none)';

/** The feature, and what a person should know of how it was made. */
interface MadeFeature {
  feature: Feature;
  remark?: Issue;
}

/** `first`: [entities] the code of each one's value, −1 for none. */
export function featureOf(
  tracker: ColumnTracker,
  kind: FeatureKind,
  { first }: Pick<Seen, 'first'>,
): MadeFeature {
  const texts = Array.from(first, (code) => tracker.values[code] ?? '');
  const { name } = tracker;
  if (kind === 'numbers') return { feature: binned(name, texts), remark: numbersInBins() };
  if (kind === 'lists') {
    const feature = listFeature(tracker, texts, NO_VALUE);
    if (typeof feature === 'string') return { feature: categories(name, texts), remark: wholeLists(feature) };
    return { feature, remark: listsAveraged(feature.values.length) };
  }
  const feature = categories(name, texts);
  if (tracker.type === 'float_seq') return { feature, remark: wholeLists('their numbers have an order') };
  return { feature };
}

/** From the lowest bin up, those without a number last. */
function binned(name: string, texts: readonly string[]): ValueFeature {
  const { labels, bin } = quantileBins(texts.map(parseNumber));
  const values = bin.includes(-1) ? [...labels, NO_VALUE] : labels;
  return { kind: 'value', name, values, index: bin.map((place) => (place < 0 ? labels.length : place)) };
}

function categories(name: string, texts: readonly string[]): ValueFeature {
  const own = texts.map((text) => text || NO_VALUE);
  const values = [...new Set(own)].sort();
  const placeOf = new Map(values.map((value, place) => [value, place]));
  return { kind: 'value', name, values, index: Int32Array.from(own, (text) => placeOf.get(text)!) };
}

function numbersInBins(): Issue {
  const message = 'Its numbers are put into ten bins that hold about equally many of those who have them.';
  return { code: 'binned-column', message };
}

function listsAveraged(values: number): Issue {
  const message =
    `Its values are lists, of ${values} different values in all: each has an embedding of its own, ` +
    'and a list is their mean, so that “a|b” and “a” have something in common.';
  return { code: 'list-column', message };
}

function wholeLists(reason: string): Issue {
  const message =
    `Its values are lists, but ${reason}: each whole list counts as one category, so that two lists have ` +
    'nothing in common. Put the part that matters most into a column of its own if that is too coarse.';
  return { code: 'whole-list-column', message };
}
