/** Why a table cannot be loaded as it is, where no column that a person could choose would help. */

import type { Coded } from '../../coded';
import type { ColumnMapping } from '../csv/understand/mappingTypes';
import type { ShapeGuess } from './proposalTypes';
import type { RoleTable } from './roleTable';

/** A matrix has at least so many columns of numbers. */
const FEWEST_OF_MATRIX = 8;

/**
 * `wide-table`: a row is a user, and each item has a column of its own; `one-objective`: users and items, and
 * nothing that says what became of what was shown. Names sentences `issue.<code>`.
 */
export function refusalOf(
  table: RoleTable,
  { shape, said }: { readonly shape: ShapeGuess; readonly said: Partial<ColumnMapping> },
): Coded | undefined {
  if (table.profile.rowCount === 0 || shape.confidence !== 'ambiguous') return undefined;
  const { user, item } = table.found;
  if (!user && !item && isMatrix(table))
    return { code: 'wide-table', values: { columns: table.names.length } };
  if (!shape.isOneKind || !user || !item || said.acknowledge?.includes('one-objective')) return undefined;
  return { code: 'one-objective', values: { event: '', kind: 'none', others: 0 } };
}

/** Nearly all columns hold small numbers, none of them under a name of a log's. */
function isMatrix(table: RoleTable): boolean {
  const columns = table.free();
  if (columns.length < FEWEST_OF_MATRIX) return false;
  const small = columns.filter((column) =>
    table.facts(column).numbers?.every((number) => Math.abs(number) <= 100),
  );
  return small.length >= 0.9 * columns.length;
}
