/** How a text separates its cells, quotes them and begins. */

import type { Separator } from '../../csv/understand/mappingTypes';

/** What separates cells and quotes them. */
export interface Dialect {
  readonly separator: Separator;
  readonly quote: '"' | "'";
  /** Each line as a whole is one quoted cell, whose content is the row. */
  readonly wholeLines: boolean;
}

/** Returns the dialect of most files with this separator. */
export const plainDialect = (separator: Separator): Dialect => ({ separator, quote: '"', wholeLines: false });

/**
 * Returns whether a quote that does not wrap a whole cell is a letter. Where cells are separated by commas or
 * semicolons, whose cells often hold them, it is a fault.
 */
export const quotesAreLetters = ({ separator, quote }: Dialect): boolean =>
  quote === "'" || (separator !== ',' && separator !== ';');
