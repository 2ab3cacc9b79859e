/** The place of a tip beside what it explains, inside the window. */

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Room between a tip and its cell, and between a tip and the window's edge. */
const GAP = 8;

/** Returns the tip's corner: below the cell, above it where there is no room, and never beyond the window's sides. */
export function tipPosition(
  cell: Box,
  tip: { width: number; height: number },
  view: { width: number; height: number },
): { left: number; top: number } {
  const below = cell.top + cell.height + GAP;
  const above = cell.top - GAP - tip.height;
  const fitsBelow = below + tip.height + GAP <= view.height;
  const lowest = view.height - tip.height - GAP;
  const top = Math.min(fitsBelow || above < GAP ? below : above, lowest);
  const left = Math.min(cell.left + cell.width / 2 - tip.width / 2, view.width - tip.width - GAP);
  return { left: Math.round(Math.max(GAP, left)), top: Math.round(Math.max(GAP, top)) };
}
