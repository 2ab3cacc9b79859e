/** Reads the ids of a row as text, freed of what nobody sees. */

import { detachedText } from '../../vocabulary';
import { cleanId, holdsInvisible, isRounded, withoutFraction } from '../cells/ids';
import { isPlaceholder } from '../cells/placeholders';
import type { FileReading } from '../fileReadTypes';
import { excerpt } from '../issues/excerpt';
import type { IssueList } from '../issues/issueList';
import type { CellFindings } from './cellFindings';

type ReadId = (role: 'user' | 'item', fields: readonly string[], line: number) => string;

function notedPlaceholder(cells: CellFindings, id: string): string {
  if (cells.placeholderIds === 0) cells.firstPlaceholder = id;
  cells.placeholderIds++;
  return id;
}

/**
 * Returns a reader of ids; '' for an empty cell (`empty-id`) and for a placeholder such as NULL
 * (`placeholder-id`). What was removed from an id, and digits that the file has lost, are counted.
 */
export function createIdReader(reading: FileReading, issues: IssueList): ReadId {
  const { layout, roles, formats, cells } = reading;
  return (role, fields, line) => {
    const column = roles.single[role]!;
    const field = fields[column]!;
    let id = cleanId(field);
    if (id.length !== field.length) {
      if (holdsInvisible(field)) cells.cleanedIds++;
      else cells.trimmedIds++;
    }
    const { wholeNumbers, words } = formats.ids[role];
    if (wholeNumbers) {
      const whole = withoutFraction(id);
      if (whole !== id) cells.wholeNumberIds++;
      id = whole;
    }
    if (id === '') {
      issues.add({ line, column: layout.names[column]!, code: 'empty-id' });
    } else if (isPlaceholder(id)) {
      if (words) return notedPlaceholder(cells, id);
      const values = { value: excerpt(id) };
      issues.add({ line, column: layout.names[column]!, code: 'placeholder-id', values });
      return '';
    } else if (isRounded(id)) {
      if (cells.roundedIds === 0) cells.firstRounded = detachedText(id);
      cells.roundedIds++;
    }
    return id;
  };
}
