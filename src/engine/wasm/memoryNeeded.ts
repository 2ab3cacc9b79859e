/** The bytes that a stage takes for certain, known before anything is computed: tables, moments and caches. */
import type { EncodedSide } from '../../model/lookups';
import type { Tower } from '../../model/tower';
import { rankingBytes } from './ranking';
import type { SideWidths } from './stageSide';

/** One side of a stage that is about to be opened. */
interface End {
  tower: Tower;
  side: EncodedSide;
}

const tableBytes = ({ tables }: Tower): number =>
  tables.reduce((sum, { rows, width }) => sum + 4 * rows * width, 0);

/** Returns the bytes of all tables with both their moments, and of what is cached of every entity. */
export function stageBytes(ends: readonly End[], widths: readonly SideWidths[]): number {
  return ends.reduce((sum, { tower, side }, index) => {
    const { frozen, upstream, teacher } = widths[index]!;
    return sum + 3 * tableBytes(tower) + 4 * side.count * (frozen + upstream + teacher);
  }, 0);
}

/** Returns the bytes of the largest pass over everybody: a tower's tables, or the ranking of a validation. */
export function passBytes(ends: readonly End[]): number {
  const [, items] = ends;
  const ranking = rankingBytes(items!.side.count, items!.tower.outputWidth);
  return Math.max(ranking, ...ends.map(({ tower }) => tableBytes(tower)));
}
