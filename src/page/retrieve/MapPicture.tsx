/** The cells of the map, in steps of one hue, and the outline of those that are Pareto-optimal. */
import { memo } from 'react';
import styles from './FusionTriangle.module.css';
import type { ColouredMap } from './mapColours';
import type { MapGeometry } from './mapGeometry';
import { usePage } from './usePage';

/** Lightest and darkest share of the hue. */
const [LIGHTEST, DARKEST] = [8, 92];

/** Memoised: a dragged point draws no cell anew. */
export const MapPicture = memo(function MapPicture(properties: {
  geometry: MapGeometry;
  coloured: ColouredMap;
}) {
  const { geometry, coloured } = properties;
  const colour = usePage((state) => state.mapColour);
  const cells = coloured.cells.map(({ weights, level, isOptimal }) => ({
    key: weights.join(),
    points: geometry.cell(weights, coloured.map.steps),
    fill: shade(level),
    isOptimal,
  }));
  const optimal = cells.filter(({ isOptimal }) => isOptimal);
  return (
    <g className={styles.cells} data-owner={colour === 'smallest-share' ? undefined : colour}>
      <clipPath id="map-outline">
        <polygon points={geometry.outline} />
      </clipPath>
      <g clipPath="url(#map-outline)">
        {cells.map(({ key, points, fill }) => (
          <polygon key={key} points={points} style={{ fill, stroke: fill }} />
        ))}
      </g>
      {/* Stroked first and filled over: what is left of the strokes surrounds the region. */}
      <g clipPath="url(#map-outline)">
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
