/** What is marked on the grid: corners, the best weighting of each objective, the pinned one and the current one. */
import { useMemo } from 'react';
import { OBJECTIVES } from '../../data/schema';
import { useText } from '../messages/useText';
import styles from './FusionTriangle.module.css';
import { bestPoints } from './gridColours';
import { isZero, weightList } from './steering';
import type { TriangleGeometry } from './triangleGeometry';
import { usePage } from './usePage';
import { useWeighting } from './useWeighting';

export function TriangleMarks({ geometry }: { geometry: TriangleGeometry }) {
  const text = useText();
  const grids = usePage((state) => state.grids);
  const pinned = usePage((state) => state.pinned);
  const { weights } = useWeighting();
  const best = useMemo(() => bestPoints(grids), [grids]);
  const objectives = geometry.corners.length;
  const current = weightList(weights, objectives);
  const pin = pinned && weightList(pinned.weights, objectives);
  return (
    <>
      {grids.length === 0 && <polygon points={geometry.outline} className={styles.outline} />}
      {geometry.corners.map(({ letter }, index) => (
        <text key={OBJECTIVES[index]} {...letter} className={styles.letter} data-owner={OBJECTIVES[index]}>
          {text(`objective.${OBJECTIVES[index]!}.letter`)}
        </text>
      ))}
      {Object.entries(best).map(([objective, point]) => {
        const { x, y } = geometry.place(point.weights);
        return (
          <g key={objective} className={styles.best} data-owner={objective}>
            <circle cx={x} cy={y} r={7} />
            <text x={x} y={y}>
              {text(`objective.${objective as (typeof OBJECTIVES)[number]}.letter`)}
            </text>
          </g>
        );
      })}
      {pin && !isZero(pin) && <Diamond {...geometry.place(pin)} />}
      {!isZero(current) && <Target {...geometry.place(current)} />}
    </>
  );
}

function Diamond({ x, y }: { x: number; y: number }) {
  return <path d={`M${x} ${y - 6}l6 6-6 6-6-6z`} className={styles.pin} />;
}

function Target({ x, y }: { x: number; y: number }) {
  return (
    <g className={styles.target}>
      <circle cx={x} cy={y} r={7} />
      <circle cx={x} cy={y} r={7} />
    </g>
  );
}
