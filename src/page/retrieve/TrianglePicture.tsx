/** The cells of the grid, in steps of one hue, and the outline of those that are Pareto-optimal. */
import { memo } from 'react';
import styles from './FusionTriangle.module.css';
import type { ColouredGrid } from './gridColours';
import type { TriangleGeometry } from './triangleGeometry';
import { usePage } from './usePage';

/** Lightest and darkest share of the hue. */
const [LIGHTEST, DARKEST] = [8, 92];

/** Memoised: a dragged point draws no cell anew. */
export const TrianglePicture = memo(function TrianglePicture(properties: {
  geometry: TriangleGeometry;
  coloured: ColouredGrid;
}) {
  const { geometry, coloured } = properties;
  const colour = usePage((state) => state.gridColour);
  const cells = coloured.cells.map(({ weights, level, isOptimal }) => ({
    key: weights.join(),
    points: geometry.cell(weights, coloured.grid.steps),
    fill: shade(level),
    isOptimal,
  }));
  const optimal = cells.filter(({ isOptimal }) => isOptimal);
  return (
    <g className={styles.cells} data-owner={colour === 'smallest-share' ? undefined : colour}>
      <clipPath id="triangle-outline">
        <polygon points={geometry.outline} />
      </clipPath>
      <g clipPath="url(#triangle-outline)">
        {cells.map(({ key, points, fill }) => (
          <polygon key={key} points={points} style={{ fill, stroke: fill }} />
        ))}
      </g>
      {/* Stroked first and filled over: what is left of the strokes surrounds the region. */}
      <g clipPath="url(#triangle-outline)">
        {optimal.map(({ key, points }) => (
          <polygon key={key} points={points} className={styles.optimal} />
        ))}
        {optimal.map(({ key, points, fill }) => (
          <polygon key={key} points={points} style={{ fill, stroke: fill }} />
        ))}
      </g>
      <polygon points={geometry.outline} className={styles.outline} />
    </g>
  );
});

/** Returns a step of the hue around it, from light to dark. */
export const shade = (level: number): string =>
  `color-mix(in srgb, var(--hue) ${(LIGHTEST + (DARKEST - LIGHTEST) * level).toFixed(0)}%, var(--surface))`;
