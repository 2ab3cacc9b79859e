/** The scale of a rating column, for two sliders. */
import { readNumbers } from '../../data/csv/cells/numberColumn';
import type { FileProfile } from '../../data/profile/fileProfile';
import type { FileDraft } from './mappingDraft';

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const FEW_GRADES = 50;

/**
 * Few grades: from the lowest to the highest in their smallest difference. Anything else (hours, percent)
 * is cut at its 98 % quantile, so that one heavy user does not flatten the slider, in steps of two digits.
 */
export function ratingScale(profile: FileProfile, rating: string): Scale | null {
  const column = profile.columns.findIndex(({ name }) => name === rating);
  const numbers = readNumbers(profile.rows.map((row) => row[column] ?? '')).sort((a, b) => a - b);
  const grades = [...new Set(numbers)];
  if (grades.length < 2) return null;
  const min = grades[0]!;
  if (grades.length <= FEW_GRADES) {
    const gaps = grades.slice(1).map((grade, index) => grade - grades[index]!);
    return { min, max: grades.at(-1)!, step: tidy(Math.min(...gaps)) };
  }
  const high = numbers[Math.floor(0.98 * (numbers.length - 1))]!;
  const step = 10 ** Math.floor(Math.log10(Math.max(high - min, 1e-9) / 50));
  const start = tidy(Math.floor(min / step) * step);
  return { min: start, max: tidy(start + Math.ceil((high - start) / step) * step), step: tidy(step) };
}

const tidy = (value: number): number => Number(value.toPrecision(10));

/** A conversion needs at least as much as a click: whichever was moved pushes the other. */
export function withThreshold(draft: FileDraft, which: 'click' | 'conversion', value: number): FileDraft {
  const { click = value, conversion } = draft.mapping.thresholds ?? {};
  const thresholds =
    which === 'click'
      ? { click: value, ...(conversion !== undefined && { conversion: Math.max(value, conversion) }) }
      : { click: Math.min(click, value), conversion: value };
  return { ...draft, mapping: { ...draft.mapping, thresholds } };
}

export function withoutConversion(draft: FileDraft): FileDraft {
  const click = draft.mapping.thresholds?.click ?? 1;
  return { ...draft, mapping: { ...draft.mapping, thresholds: { click } } };
}
