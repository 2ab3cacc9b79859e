/** The plot of one pruning curve: cumulative importance, τ and the chosen cut. */
import type { Objective } from '../../data/schema';
import type { PruneCurve } from '../../worker/protocol/training';
import { useText } from '../messages/useText';
import styles from './CurvePlot.module.css';

const FRAME = { left: 34, top: 10, width: 370, height: 170 } as const;

/** Maximum of points drawn; a layer may have thousands of weights. */
const DRAWN_POINTS = 200;

export function CurvePlot(properties: { curve: PruneCurve; objective: Objective; description: string }) {
  const { curve, objective, description } = properties;
  const text = useText();
  const { left, top, width, height } = FRAME;
  const x = (share: number) => left + share * width;
  const y = (mass: number) => top + (1 - mass) * height;
  const count = Math.max(1, curve.candidates);
  const chosen = { x: x(curve.released / count), y: y(curve.mass[curve.released] ?? 0) };
  return (
    <svg
      className={styles.plot}
      viewBox="0 0 420 222"
      role="img"
      aria-label={description}
      data-owner={objective}
    >
      {[0, 0.5, 1].map((tick) => (
        <g key={tick} className={styles.tick}>
          <line x1={left} x2={left + width} y1={y(tick)} y2={y(tick)} />
          <text x={left - 7} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
          <text x={x(tick)} y={top + height + 17} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
      <rect className={styles.released} x={left} y={top} width={chosen.x - left} height={height} />
      {curve.tau !== undefined && (
        <>
          <line className={styles.tau} x1={left} x2={left + width} y1={y(curve.tau)} y2={y(curve.tau)} />
          <text className={styles.tauName} x={left + width - 4} y={y(curve.tau) - 6} textAnchor="end">
            τ = {curve.tau}
          </text>
        </>
      )}
      <polyline className={styles.mass} points={linePoints(curve.mass, x, y)} />
      <circle className={styles.chosen} cx={chosen.x} cy={chosen.y} r={5} />
      <text className={styles.axisName} x={left + width / 2} y={218} textAnchor="middle">
        {text('masks.curve.x')}
      </text>
      <text className={styles.axisName} x={left + 6} y={top + 12}>
        {text('masks.curve.y')}
      </text>
    </svg>
  );
}

function linePoints(mass: Float32Array, x: (share: number) => number, y: (mass: number) => number): string {
  const last = Math.max(1, mass.length - 1);
  const stride = Math.max(1, Math.ceil(last / DRAWN_POINTS));
  const points: string[] = [];
  for (let index = 0; index < mass.length; index += stride) {
    points.push(`${x(index / last).toFixed(1)},${y(mass[index]!).toFixed(1)}`);
  }
  points.push(`${x(1)},${y(mass[mass.length - 1] ?? 0).toFixed(1)}`);
  return points.join(' ');
}
