/** Validation recall of each objective against steps, small: drawn without a library, also while it trains. */
import { clsx } from 'clsx';
import { useMemo } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import chartStyles from '../legend/chart.module.css';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import { CurveTable } from './CurveTable';
import {
  type ChartLine,
  type ChartPoint,
  recallLines,
  recallPoints,
  stageEnds,
  validationRows,
} from './chartRows';
import styles from './RecallChart.module.css';
import { lacksSequential, shownSequential } from './sequentialRun';
import { useCommands, usePage } from './usePage';

const WIDTH = 264;
const HEIGHT = 150;
const FRAME = { left: 34, top: 8, width: WIDTH - 42, height: HEIGHT - 30 } as const;

const NONE = [] as const;

export function RecallChart() {
  const text = useText();
  const numbers = useNumbers();
  const validations = usePage((state) => state.validations);
  const stages = usePage((state) => state.plan?.stages) ?? NONE;
  const planned = usePage((state) => state.plan?.steps ?? 0);
  const sequential = usePage(shownSequential);
  const k = usePage((state) => state.dataset?.k ?? 50);
  const lines = useMemo(() => recallLines(validations, stages), [validations, stages]);
  const rows = useMemo(() => validationRows(validations, 'recall', stages), [validations, stages]);
  const sequentialPoints = useMemo(
    () => (sequential ? recallPoints(sequential.validations, 'exposure') : []),
    [sequential],
  );
  const steps = Math.max(planned, validations.at(-1)?.step ?? 0, sequentialPoints.at(-1)?.step ?? 0, 1);
  const name = text('chart.recall', { k });
  const hasTrials = stages.some(({ trials }) => trials !== undefined);
  return (
    <figure className={styles.figure}>
      <Picture
        {...{ lines, steps, sequential: sequentialPoints, ends: stageEnds(stages) }}
        label={summary({ name, lines, sequential: sequentialPoints, text, numbers })}
      />
      <Key lines={lines} sequential={sequentialPoints} />
      <figcaption className={common.note}>
        {text(lines.length > 0 ? 'chart.recall.note' : 'chart.recall.empty')}
        {hasTrials && ` ${text('chart.recall.trials')}`}
      </figcaption>
      <SequentialOffer />
      {rows.length > 0 && <CurveTable name={name} rows={rows} sequential={sequentialPoints} />}
    </figure>
  );
}

interface PictureProperties {
  lines: readonly ChartLine[];
  sequential: readonly ChartPoint[];
  steps: number;
  /** Steps at which stages end. */
  ends: readonly number[];
  label: string;
}

function Picture({ lines, sequential, steps, ends, label }: PictureProperties) {
  const text = useText();
  const numbers = useNumbers();
  const high = highest(lines, sequential);
  const x = (step: number) => FRAME.left + (step / steps) * FRAME.width;
  const y = (recall: number) => FRAME.top + (1 - recall / high) * FRAME.height;
  const path = (points: readonly ChartPoint[]) =>
    points.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg
      className={clsx(chartStyles.chart, styles.chart)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {[0, high / 2, high].map((tick) => (
        <g key={tick} className={chartStyles.tick}>
          <line x1={FRAME.left} x2={FRAME.left + FRAME.width} y1={y(tick)} y2={y(tick)} />
          <text x={FRAME.left - 5} y={y(tick) + 4} textAnchor="end">
            {numbers.plain(tick)}
          </text>
        </g>
      ))}
      {ends.map((step) => (
        <line key={step} className={styles.end} x1={x(step)} x2={x(step)} y1={y(high)} y2={y(0)} />
      ))}
      {sequential.length > 0 && (
        <polyline className={styles.sequential} data-owner="exposure" points={path(sequential)} />
      )}
      {lines.map(({ objective, pieces }) =>
        pieces.map((points) => (
          <polyline
            key={`${objective} ${points[0]!.step}`}
            className={chartStyles.line}
            data-owner={objective}
            points={path(points)}
          />
        )),
      )}
      <text className={chartStyles.axisName} x={FRAME.left} y={HEIGHT - 6}>
        0
      </text>
      <text className={chartStyles.axisName} x={FRAME.left + FRAME.width} y={HEIGHT - 6} textAnchor="end">
        {text('stage.steps', { steps })}
      </text>
    </svg>
  );
}

function Key({ lines, sequential }: Pick<PictureProperties, 'lines' | 'sequential'>) {
  const text = useText();
  const numbers = useNumbers();
  return (
    <ul className={styles.key}>
      {lines.map(({ objective, last }) => (
        <li key={objective} data-owner={objective}>
          <svg width="22" height="6" aria-hidden="true">
            <line className={chartStyles.line} data-owner={objective} x1="0" x2="22" y1="3" y2="3" />
          </svg>
          {text(`objective.${objective}`)} <strong>{numbers.score(last)}</strong>
        </li>
      ))}
      {sequential.length > 0 && (
        <li data-owner="exposure">
          <svg width="22" height="6" aria-hidden="true">
            <line className={styles.sequential} data-owner="exposure" x1="0" x2="22" y1="3" y2="3" />
          </svg>
          {text('sequential.exposure')} <strong>{numbers.score(sequential.at(-1)!.value)}</strong>
        </li>
      )}
    </ul>
  );
}

/** Trains `sequential` beside the shown run, where its course is not known. */
function SequentialOffer() {
  const text = useText();
  const { trainSequential } = useCommands();
  const isOffered = usePage((state) => lacksSequential(state) && !state.isStarting);
  if (!isOffered) return null;
  return (
    <div className={common.row}>
      <Button size="small" onPress={() => void trainSequential()}>
        {text('sequential.train')}
      </Button>
    </div>
  );
}

/** Returns the axis's end: a little above the highest recall, in steps of a tenth, so that it seldom changes. */
function highest(lines: readonly ChartLine[], sequential: readonly ChartPoint[]): number {
  const values = [...lines.flatMap(({ pieces }) => pieces.flat()), ...sequential].map(({ value }) => value);
  return Math.min(1, Math.max(0.1, Math.ceil(10 * Math.max(0, ...values) + 1e-9) / 10));
}

/** Returns the description for screen readers. */
function summary(chart: {
  name: string;
  lines: readonly ChartLine[];
  sequential: readonly ChartPoint[];
  text: Text;
  numbers: Numbers;
}): string {
  const { name, lines, sequential, text, numbers } = chart;
  const values = lines.map(
    ({ objective, last }) => `${text(`objective.${objective}`)} ${numbers.score(last)}`,
  );
  const beside = sequential.at(-1);
  if (beside) values.push(`${text('sequential.exposure')} ${numbers.score(beside.value)}`);
  const points = Math.max(0, ...lines.map(({ pieces }) => pieces.flat().length));
  return text('chart.summary', { name, points, values: values.join(', ') });
}
