/** Whether rows are lists of items that were shown together, those that were clicked marked: N1-0 N2-1. */

import type { RoleTable } from './roleTable';

/** Items with a mark, separated by blanks. */
const MARKED_LIST = /^\S+-[01](\s+\S+-[01])*$/;
const MOSTLY = 0.98;

/** Returns the column whose cells are such lists, at least one of them with two items. */
export function impressionColumn(table: RoleTable): number | undefined {
  return table.free().find((column) => {
    const { filled } = table.facts(column);
    const lists = filled.filter((cell) => MARKED_LIST.test(cell));
    return (
      lists.length > 0 && lists.length >= MOSTLY * filled.length && lists.some((cell) => /\s/.test(cell))
    );
  });
}
