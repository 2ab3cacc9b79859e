/** A column as a feature of one side: its values sorted, so that the order of a file's rows does not matter. */

import type { Values } from '../../../coded';
import { NO_VALUE } from '../../featureValues';
import type { Feature, Issue, ValueFeature } from '../../schema';
import { numberFormatOf } from '../cells/numberColumn';
import { type NumberFormat, readNumber } from '../cells/numberFormats';
import { isMissing } from '../cells/placeholders';
import { excerpt } from '../issues/excerpt';
import { quantileBins } from './binning';
import type { ColumnTracker, SideValues } from './columnTracker';
import type { FeatureKind } from './featureKind';
import { listFeature } from './listColumn';

/** A feature, and the notice on how it was made. */
interface MadeFeature {
  feature: Feature;
  notice?: Issue;
}

interface FeatureOptions {
  readonly tracker: ColumnTracker;
  readonly kind: FeatureKind;
  /** How its numbers are written; decided over the column where it is absent. */
  readonly numberFormat: NumberFormat | undefined;
  /** [entities] the code of each one's value, −1 for none. */
  readonly first: SideValues['first'];
}

/** Returns the feature of a column, with a notice where it is more than a category for each value. */
export function featureOf({ tracker, kind, numberFormat, first }: FeatureOptions): MadeFeature {
  const texts = Array.from(first, (code) => tracker.values[code] ?? '');
  const { name } = tracker;
  if (kind === 'numbers') return binned(name, texts, numberFormat ?? numberFormatOf(texts).format);
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
  const notice = numberFormat ? undefined : ambiguousNumbers(texts);
  return { feature, ...(notice && { notice }) };
}

/** Returns bins from the lowest up; entities without a number come last. */
function binned(name: string, texts: readonly string[], format: NumberFormat = '1234.5'): MadeFeature {
  const numbers = texts.map((text) => readNumber(text, format));
  const { labels, bin } = quantileBins(numbers);
  const values = bin.includes(-1) ? [...labels, NO_VALUE] : labels;
  const index = bin.map((code) => (code < 0 ? labels.length : code));
  const unread = texts.filter((text, entity) => numbers[entity] === undefined && !isMissing(text));
  const misfits = new Set(unread).size;
  return {
    feature: { kind: 'value', name, values, index },
    notice: { code: 'binned-column', values: { misfits, value: excerpt(unread[0] ?? '') } },
  };
}

/** Returns the notice on numbers that may be read in two ways, and are more than a few categories. */
function ambiguousNumbers(texts: readonly string[]): Issue | undefined {
  const { ambiguous, example = '' } = numberFormatOf(new Set(texts));
  if (!ambiguous) return undefined;
  const [first = '', second = ''] = ambiguous;
  return { code: 'ambiguous-numbers', values: { value: excerpt(example), first, second } };
}

function categories(name: string, texts: readonly string[]): ValueFeature {
  const filled = texts.map((text) => (isMissing(text) ? NO_VALUE : text));
  const values = [...new Set(filled)].sort();
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return { kind: 'value', name, values, index: Int32Array.from(filled, (text) => codeOf.get(text)!) };
}

/** The notice on lists that count as one category each, with the reason. */
const wholeLists = (values: Values): Issue => ({ code: 'whole-list-column', values });
