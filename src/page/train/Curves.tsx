/** Curves of up to three objectives against steps, by hue and dash, with the ends of stages marked. */
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { OBJECTIVES, type Objective } from '../../data/schema';
import { AXIS, TOOLTIP } from '../legend/axis';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import styles from './Curves.module.css';
import { CurveTable } from './CurveTable';
import { type ChartPoint, type ChartRow, stageEnds } from './chartRows';
import { usePage } from './usePage';

const DASHES: Readonly<Record<Objective, string>> = { exposure: '0', click: '7 3', conversion: '2 3' };

interface CurvesProperties {
  name: string;
  rows: ChartRow[];
  /** Exposure's points of `sequential`, to compare with. */
  sequential?: readonly ChartPoint[];
  /** The end of an axis that begins at 0, from the highest value; absent: the axis spans the values. */
  top?: (max: number) => number;
}

export function Curves({ name, rows, sequential = [], top }: CurvesProperties) {
  const text = useText();
  const numbers = useNumbers();
  const stages = usePage((state) => state.plan?.stages);
  const steps = usePage((state) => state.plan?.steps ?? 0);
  const drawn = OBJECTIVES.filter((objective) => rows.some((row) => row[objective] !== undefined));
  const last = Math.max(steps, rows.at(-1)?.step ?? 0, sequential.at(-1)?.step ?? 0);
  return (
    <>
      <div className={styles.curves} role="img" aria-label={summary(name, { rows, drawn, text, numbers })}>
        <div className={styles.frame}>
          <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 220 }}>
            <LineChart
              data={rows}
              margin={{ top: 8, right: 10, bottom: 0, left: 0 }}
              accessibilityLayer={false}
            >
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis dataKey="step" type="number" domain={[0, last]} {...AXIS} tickCount={5} />
              {/* A line at exactly 0 lies above the axis, not on it. */}
              <YAxis
                domain={top ? [0, top] : ['auto', 'auto']}
                padding={{ bottom: 6 }}
                width={42}
                {...AXIS}
                tickFormatter={numbers.plain}
                tickCount={5}
              />
              {stageEnds(stages ?? []).map((step) => (
                <ReferenceLine key={step} x={step} stroke="var(--edge)" strokeDasharray="1 3" />
              ))}
              <Tooltip
                contentStyle={TOOLTIP}
                formatter={(value) => numbers.plain(Number(value))}
                labelFormatter={(step) => `${text('chart.step')} ${String(step)}`}
                isAnimationActive={false}
              />
              <Legend iconType="plainline" iconSize={22} wrapperStyle={{ fontSize: 13 }} itemSorter={null} />
              {sequential.length > 0 && (
                <Line
                  data={sequential as ChartPoint[]}
                  dataKey="value"
                  name={text('sequential.exposure')}
                  stroke="var(--exposure)"
                  strokeDasharray="5 4"
                  strokeOpacity={0.5}
                  strokeWidth={2}
                  dot={false}
                  isAnimationActive={false}
                />
              )}
              {drawn.map((objective) => (
                <Line
                  key={objective}
                  dataKey={objective}
                  name={text(`objective.${objective}`)}
                  stroke={`var(--${objective})`}
                  strokeDasharray={DASHES[objective]}
                  strokeWidth={2}
                  dot={false}
                  isAnimationActive={false}
                />
              ))}
            </LineChart>
          </ResponsiveContainer>
        </div>
      </div>
      <CurveTable name={name} rows={rows} sequential={sequential} />
    </>
  );
}

/** Returns the description for screen readers. */
function summary(
  name: string,
  chart: { rows: ChartRow[]; drawn: Objective[]; text: Text; numbers: Numbers },
): string {
  const { rows, drawn, text, numbers } = chart;
  const values = drawn.map((objective) => {
    const value = rows.findLast((row) => row[objective] !== undefined)?.[objective] ?? 0;
    return `${text(`objective.${objective}`)} ${numbers.plain(value)}`;
  });
  return text('chart.summary', { name, points: rows.length, values: values.join(', ') });
}
