/** Guesses from what columns hold, where their names say nothing. */

import type { Coded } from '../../coded';
import { parseTimestamp, timeUnit } from '../csv/rows/timestamps';
import { parseFlag, parseNumber } from '../csv/understand/cellValues';
import type { SingleRole } from '../csv/understand/headerNames';
import { usualMeaning } from '../csv/understand/logShape';
import type { LogShape } from '../csv/understand/mappingTypes';
import type { ColumnProfile, FileProfile } from './fileProfile';

/** Roles that have a column already. */
type FoundRoles = Partial<Record<SingleRole, object>>;

interface ContentGuess {
  role: SingleRole;
  column: number;
  reason: Coded;
}

/** True where the contents do not contradict the role that a column's name suggests. */
export function contentsFit(role: SingleRole, column: ColumnProfile, profile: FileProfile): boolean {
  const index = profile.columns.indexOf(column);
  const filled = profile.rows.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
  const mostly = (holds: (value: string) => boolean) =>
    filled.length > 0 && filled.filter(holds).length > 0.5 * filled.length;
  if (role === 'event') return mostly((value) => usualMeaning(value) !== undefined);
  if (role === 'rating') return mostly((value) => parseNumber(value) !== undefined);
  if (role === 'timestamp') return mostly((value) => parseTimestamp(value) !== undefined);
  if (role === 'user' || role === 'item') return true;
  return mostly((value) => parseFlag(value) !== undefined);
}

/** Proposes flags before events before ratings: the more explicit the outcome, the less is guessed. */
export function proposeShape(profile: FileProfile, found: FoundRoles): LogShape {
  if (found.click) return 'flags';
  if (found.event || eventColumn(profile) !== undefined) return 'events';
  if (flagColumns(profile).length > 0) return 'flags';
  return found.rating || ratingColumn(profile) !== undefined ? 'ratings' : 'flags';
}

/** Yields guesses for columns whose names say nothing, by what they hold. */
export function* guessByContent(
  profile: FileProfile,
  shape: LogShape,
  taken: ReadonlySet<number>,
  found: FoundRoles,
): Generator<ContentGuess> {
  const free = (column: number | undefined): column is number => column !== undefined && !taken.has(column);
  const time = profile.columns.findIndex((_, column) => !taken.has(column) && holdsTimes(profile, column));
  if (!found.timestamp && time >= 0) {
    const unit = timeUnit((profile.rows[0]?.[time] ?? '').trim());
    yield { role: 'timestamp', column: time, reason: { code: 'times', values: { unit } } };
  }
  if (shape === 'events') {
    const event = eventColumn(profile);
    if (free(event)) yield { role: 'event', column: event, reason: { code: 'event-names' } };
  }
  if (shape === 'flags') {
    if (!found.click) yield* flagRoles(flagColumns(profile).filter(({ column }) => !taken.has(column)));
  }
  if (shape === 'ratings') {
    const rating = ratingColumn(profile);
    if (free(rating)) yield { role: 'rating', column: rating, reason: { code: 'rating-scale' } };
  }
  for (const role of ['user', 'item'] as const) {
    const column = profile.columns.findIndex((_, index) => !taken.has(index) && looksLikeId(profile, index));
    if (!found[role] && column >= 0)
      yield { role, column, reason: { code: 'repeating-ids', values: { role } } };
  }
}

/** The deeper an objective, the rarer; two columns of flags are click and conversion. */
function flagRoles(flags: readonly { column: number; share: number }[]): ContentGuess[] {
  const roles = (['exposure', 'click', 'conversion'] as const).slice(flags.length >= 3 ? 0 : 1);
  return flags.slice(0, roles.length).map(({ column, share }, index) => ({
    role: roles[index]!,
    column,
    reason: { code: 'flags', values: { share } },
  }));
}

function holdsTimes({ rows }: FileProfile, column: number): boolean {
  const values = rows.map((row) => (row[column] ?? '').trim());
  const isTime = (value: string) =>
    parseTimestamp(value) !== undefined && (Number.isNaN(Number(value)) || Number(value) > 1e8);
  return values.length > 0 && values.every(isTime);
}

function eventColumn({ columns, rowCount }: FileProfile): number | undefined {
  const column = columns.findIndex(({ values }) => {
    if (!values || values.length < 2 || values.length > 50) return false;
    const known = values.filter(({ value }) => usualMeaning(value));
    const meant = new Set(known.map(({ value }) => usualMeaning(value)));
    return meant.size > 1 && known.reduce((sum, { rows }) => sum + rows, 0) > 0.5 * rowCount;
  });
  return column < 0 ? undefined : column;
}

/** Returns the columns of 0 and 1, the one with most ones first. */
function flagColumns({ columns, rowCount }: FileProfile): { column: number; share: number }[] {
  return columns
    .flatMap(({ values, empty }, column) => {
      if (values?.length !== 2 || empty > 0) return [];
      const ones = values.find(({ value }) => parseFlag(value) === 1);
      const zeros = values.find(({ value }) => parseFlag(value) === 0);
      return ones && zeros ? [{ column, share: ones.rows / rowCount }] : [];
    })
    .sort((a, b) => b.share - a.share);
}

/** Finds the column of few small numbers with the fewest values: ids have more values than a scale. */
function ratingColumn({ columns }: FileProfile): number | undefined {
  const scales = columns.flatMap(({ values }, column) => {
    if (!values || values.length < 3 || values.length > 30) return [];
    const small = values.every(({ value }) => value === '' || Math.abs(parseNumber(value) ?? 1e9) <= 100);
    return small ? [{ column, grades: values.length }] : [];
  });
  return scales.sort((a, b) => a.grades - b.grades)[0]?.column;
}

/** True for more than one value, not all different, without fractions. */
function looksLikeId({ rows }: FileProfile, column: number): boolean {
  const values = rows.map((row) => (row[column] ?? '').trim());
  const different = new Set(values).size;
  return (
    different > 1 &&
    different < values.length &&
    values.every((value) => value && !/^\d*[.,]\d+$/.test(value))
  );
}
