/** Which shape a log has, and what its ratings mean when the person has not said it. */

import { numberFormatOf, readNumbers } from '../cells/numberColumn';
import { usualMeaning } from './eventWords';
import { guessColumn } from './headerNames';
import type { ColumnMapping, LogShape } from './mappingTypes';

export interface ShapeSample {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The shape that names and first rows speak for: flags where a column is called click, events where
 * most values of a column called event are usual ones, ratings where a column called rating holds numbers.
 */
function guessShape({ names, rows }: ShapeSample): LogShape {
  const column = (role: 'click' | 'event' | 'rating') => guessColumn(role, names, new Set());
  if (column('click') !== undefined) return 'flags';
  const share = (index: number | undefined, holds: (value: string) => boolean) => {
    if (index === undefined || rows.length === 0) return 0;
    return rows.filter((row) => holds((row[index] ?? '').trim())).length / rows.length;
  };
  if (share(column('event'), (value) => usualMeaning(value) !== undefined) > 0.5) return 'events';
  const rating = column('rating');
  if (rating !== undefined) {
    const { ambiguous, filled, misfits } = numberFormatOf(rows.map((row) => row[rating] ?? ''));
    if (ambiguous || filled - misfits > 0.5 * rows.length) return 'ratings';
  }
  return 'flags';
}

/** The shape that the mapping says or implies, else the guessed one. */
export function shapeFor(mapping: Partial<ColumnMapping>, sample: ShapeSample): LogShape {
  if (mapping.shape) return mapping.shape;
  if (mapping.click) return 'flags';
  if (mapping.event || mapping.events) return 'events';
  if (mapping.rating || mapping.thresholds) return 'ratings';
  return guessShape(sample);
}

/** Thresholds that the mapping says, else guessed from the ratings in a column of `rows`. */
export function thresholdsFor(
  { thresholds }: Partial<ColumnMapping>,
  rows: ShapeSample['rows'],
  column: number,
): { click: number; conversion?: number | undefined } {
  return thresholds ?? guessThresholds(readNumbers(rows.map((row) => row[column] ?? '')));
}

/** A click from the number on that at most 60 % reach; a conversion from a higher one that at most 35 % do. */
function guessThresholds(ratings: readonly number[]): { click: number; conversion?: number } {
  const sorted = ratings.toSorted((a, b) => a - b);
  const steps = [...new Set(sorted)];
  const share = (from: number) => 1 - sorted.findIndex((value) => value >= from) / sorted.length;
  const click = steps.find((value) => share(value) <= 0.6) ?? steps.at(-1) ?? 1;
  const conversion = steps.find((value) => value > click && share(value) <= 0.35);
  return conversion === undefined ? { click } : { click, conversion };
}
