/** Validation recall of each objective against steps, small: drawn without a library, also while it trains. */
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { ValidationPoint } from '../../worker/protocol/training';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import { stageEnds } from './chartRows';
import styles from './RecallChart.module.css';
import { usePage } from './usePage';

const WIDTH = 264;
const HEIGHT = 190;
const FRAME = { left: 34, top: 8, width: WIDTH - 42, height: HEIGHT - 30 } as const;

export function RecallChart() {
  const text = useText();
  const numbers = useNumbers();
  const validations = usePage((state) => state.validations);
  const plan = usePage((state) => state.plan);
  const k = usePage((state) => state.dataset?.k ?? 50);
  const steps = Math.max(plan?.steps ?? 0, validations.at(-1)?.step ?? 0, 1);
  const high = highest(validations);
  const x = (step: number) => FRAME.left + (step / steps) * FRAME.width;
  const y = (recall: number) => FRAME.top + (1 - recall / high) * FRAME.height;
  const lines = linesOf(validations);
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={summary({ name: text('chart.recall', { k }), lines, text, numbers })}
      >
        {[0, high / 2, high].map((tick) => (
          <g key={tick} className={styles.tick}>
            <line x1={FRAME.left} x2={FRAME.left + FRAME.width} y1={y(tick)} y2={y(tick)} />
            <text x={FRAME.left - 5} y={y(tick) + 4} textAnchor="end">
              {numbers.plain(tick)}
            </text>
          </g>
        ))}
        {stageEnds(plan?.stages ?? []).map((step) => (
          <line key={step} className={styles.end} x1={x(step)} x2={x(step)} y1={y(high)} y2={y(0)} />
        ))}
        {lines.map(({ objective, points }) => (
          <polyline
            key={objective}
            className={styles.line}
            data-owner={objective}
            points={points.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
          />
        ))}
        <text className={styles.axis} x={FRAME.left} y={HEIGHT - 6}>
          0
        </text>
        <text className={styles.axis} x={FRAME.left + FRAME.width} y={HEIGHT - 6} textAnchor="end">
          {text('stage.steps', { steps })}
        </text>
      </svg>
      <Key lines={lines} />
    </figure>
  );
}

interface RecallLine {
  objective: Objective;
  points: readonly { step: number; value: number }[];
}

function Key({ lines }: { lines: readonly RecallLine[] }) {
  const text = useText();
  const numbers = useNumbers();
  return (
    <ul className={styles.key}>
      {lines.map(({ objective, points }) => (
        <li key={objective} data-owner={objective}>
          <svg width="22" height="6" aria-hidden="true">
            <line className={styles.line} data-owner={objective} x1="0" x2="22" y1="3" y2="3" />
          </svg>
          {text(`objective.${objective}`)} <strong>{numbers.score(points.at(-1)?.value ?? 0)}</strong>
        </li>
      ))}
    </ul>
  );
}

function linesOf(validations: readonly ValidationPoint[]): RecallLine[] {
  return OBJECTIVES.map((objective) => ({
    objective,
    points: validations.flatMap(({ step, recall }) => {
      const value = recall[objective];
      return value === undefined ? [] : [{ step, value }];
    }),
  })).filter(({ points }) => points.length > 0);
}

/** Returns the axis’s end: a little above the highest recall, in steps of a tenth, so that it seldom changes. */
function highest(validations: readonly ValidationPoint[]): number {
  const values = validations.flatMap(({ recall }) => Object.values(recall));
  return Math.min(1, Math.max(0.1, Math.ceil(10 * Math.max(0, ...values) + 1e-9) / 10));
}

/** Returns the description for screen readers. */
function summary(chart: {
  name: string;
  lines: readonly RecallLine[];
  text: Text;
  numbers: Numbers;
}): string {
  const { name, lines, text, numbers } = chart;
  const values = lines.map(
    ({ objective, points }) =>
      `${text(`objective.${objective}`)} ${numbers.score(points.at(-1)?.value ?? 0)}`,
  );
  const points = Math.max(0, ...lines.map((line) => line.points.length));
  return text('chart.summary', { name, points, values: values.join(', ') });
}
