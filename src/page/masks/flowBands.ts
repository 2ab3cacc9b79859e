/** The stream of capacity as polygons: one band for each owner, flat over a stage and sloping to the next. */

import type { OwnerCounts } from '../../worker/protocol/training';
import { OWNERS, type Owner } from '../legend/owners';

/**
 * Returns the bands in the order of OWNERS, from the top down; owners of nothing are left out. Stage s lies over
 * s … s + 1, its level part over the middle `bar` of it.
 */
export function flowBands(
  stages: readonly OwnerCounts[],
  { bar, height }: { bar: number; height: number },
): { owner: Owner; points: string }[] {
  const margin = (1 - bar) / 2;
  const ends = stages.flatMap((counts, stage) => [
    { counts, x: stage === 0 ? 0 : stage + margin },
    { counts, x: stage === stages.length - 1 ? stage + 1 : stage + 1 - margin },
  ]);
  const edge = (counts: OwnerCounts, owners: readonly Owner[]) =>
    (height * sumOf(counts, owners)) / Math.max(1, sumOf(counts, OWNERS));
  return OWNERS.filter((owner) => stages.some((counts) => counts[owner] > 0)).map((owner) => {
    const before = OWNERS.slice(0, OWNERS.indexOf(owner));
    const point = (x: number, y: number) => `${x.toFixed(3)},${y.toFixed(2)}`;
    const top = ends.map(({ x, counts }) => point(x, edge(counts, before)));
    const bottom = ends.map(({ x, counts }) => point(x, edge(counts, [...before, owner])));
    return { owner, points: [...top, ...bottom.reverse()].join(' ') };
  });
}

const sumOf = (counts: OwnerCounts, owners: readonly Owner[]): number =>
  owners.reduce((sum, owner) => sum + counts[owner], 0);
