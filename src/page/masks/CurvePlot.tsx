/** The plot of one pruning curve: cumulative importance, τ, which can be dragged, and the cut that it makes. */
import { clsx } from 'clsx';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import type { Objective } from '../../data/schema';
import type { PruneCurve } from '../../worker/protocol/training';
import chartStyles from '../legend/chart.module.css';
import { useText } from '../messages/useText';
import styles from './CurvePlot.module.css';
import { MAX_TAU } from './tau';

const VIEW = { width: 420, height: 222 } as const;
const FRAME = { left: 34, top: 10, width: 370, height: 170 } as const;

/** Maximum of points drawn; a layer may have thousands of weights. */
const DRAWN_POINTS = 200;

/** `cut`: τ, where there is one, and the number of elements released. `onMove`: absent where τ is fixed. */
export function CurvePlot(properties: {
  curve: PruneCurve;
  objective: Objective;
  description: string;
  cut: { tau: number | undefined; released: number };
  onMove: ((tau: number) => void) | undefined;
}) {
  const { curve, objective, description, cut, onMove } = properties;
  return (
    <div className={styles.frame}>
      <Plot curve={curve} objective={objective} description={description} cut={cut} />
      {onMove && cut.tau !== undefined && <TauHandle tau={cut.tau} onMove={onMove} />}
    </div>
  );
}

function Plot(properties: {
  curve: PruneCurve;
  objective: Objective;
  description: string;
  cut: { tau: number | undefined; released: number };
}) {
  const { curve, objective, description, cut } = properties;
  const text = useText();
  const { left, top, width, height } = FRAME;
  const x = (share: number) => left + share * width;
  const y = (mass: number) => top + (1 - mass) * height;
  const count = Math.max(1, curve.candidates);
  const chosen = { x: x(cut.released / count), y: y(curve.mass[cut.released] ?? 0) };
  return (
    <svg
      className={chartStyles.chart}
      viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}
      role="img"
      aria-label={description}
      data-owner={objective}
    >
      {[0, 0.5, 1].map((tick) => (
        <g key={tick} className={chartStyles.tick}>
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
      {cut.tau !== undefined && (
        <>
          <line className={styles.tau} x1={left} x2={left + width} y1={y(cut.tau)} y2={y(cut.tau)} />
          <text className={styles.tauName} x={left + width - 24} y={y(cut.tau) - 6} textAnchor="end">
            τ = {cut.tau}
          </text>
        </>
      )}
      <polyline className={chartStyles.line} points={linePoints(curve.mass, x, y)} />
      <circle className={styles.chosen} cx={chosen.x} cy={chosen.y} r={5} />
      <text className={chartStyles.axisName} x={left + width / 2} y={218} textAnchor="middle">
        {text('masks.curve.x')}
      </text>
      <text className={chartStyles.axisName} x={left + 6} y={top + 12}>
        {text('masks.curve.y')}
      </text>
    </svg>
  );
}

/** A slider over the whole plot, so that τ goes to where the plot is pressed. */
function TauHandle({ tau, onMove }: { tau: number; onMove: (tau: number) => void }) {
  const text = useText();
  const { left, top, width, height } = FRAME;
  return (
    <Slider
      className={clsx(styles.handle)}
      orientation="vertical"
      minValue={0}
      maxValue={1}
      step={0.01}
      value={tau}
      onChange={(value) => onMove(Math.min(MAX_TAU, value))}
      aria-label={text('masks.tau')}
      style={{
        insetInlineStart: `${(100 * left) / VIEW.width}%`,
        top: `${(100 * top) / VIEW.height}%`,
        width: `${(100 * width) / VIEW.width}%`,
        height: `${(100 * height) / VIEW.height}%`,
      }}
    >
      <SliderTrack className={clsx(styles.track)}>
        <SliderThumb className={clsx(styles.thumb)} />
      </SliderTrack>
    </Slider>
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
