/** The long tail: cumulative share of the pairs against the share of items, a line for each objective. */
import type { DataReport, TailPoint } from '../../data/report/dataReport';
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import chartStyles from '../legend/chart.module.css';
import { ObjectiveChip } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './LongTail.module.css';
import { pairsAt } from './longTail';

const FRAME = { left: 44, top: 10, width: 300, height: 150 } as const;
const TICKS = [0, 0.5, 1];
const x = (share: number) => FRAME.left + share * FRAME.width;
const y = (share: number) => FRAME.top + (1 - share) * FRAME.height;

export function LongTail({ tail }: { tail: DataReport['longTail'] }) {
  const text = useText();
  const numbers = useNumbers();
  const known = OBJECTIVES.flatMap((objective) => {
    const points = tail[objective];
    return points ? [{ objective, points, share: numbers.share(pairsAt(points, 0.1)) }] : [];
  });
  const parts = known.map(({ objective, share }) =>
    text('report.tail.part', { share, objective: text(`objective.${objective}`).toLowerCase() }),
  );
  return (
    <figure className={styles.longTail}>
      <FieldLabel as="h4">{text('report.tail')}</FieldLabel>
      <svg
        className={chartStyles.chart}
        viewBox="0 0 360 200"
        role="img"
        aria-label={text('report.tail.label', { parts: parts.join(', ') })}
      >
        <Grid />
        {known.map(({ objective, points }) => (
          <polyline
            key={objective}
            className={chartStyles.line}
            data-owner={objective}
            points={drawn(points)}
          />
        ))}
      </svg>
      <ul className={styles.parts}>
        {known.map(({ objective, share }) => (
          <li key={objective}>
            <ObjectiveChip objective={objective} />{' '}
            <span className={common.note}>{text('report.tail.top', { share })}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function Grid() {
  const text = useText();
  const numbers = useNumbers();
  return (
    <>
      {TICKS.map((tick) => (
        <g key={tick} className={chartStyles.tick}>
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {numbers.share(tick)}
          </text>
          <text x={x(tick)} y={y(0) + 16} textAnchor={tick === 1 ? 'end' : tick === 0 ? 'start' : 'middle'}>
            {numbers.share(tick)}
          </text>
        </g>
      ))}
      <line className={styles.even} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <text className={chartStyles.axisName} x={x(0.5)} y={196} textAnchor="middle">
        {text('report.tail.x')}
      </text>
      <text className={chartStyles.axisName} x={x(1) - 4} y={y(0) - 6} textAnchor="end">
        {text('report.tail.y')}
      </text>
    </>
  );
}

function drawn(points: readonly TailPoint[]): string {
  return points.map(({ items, pairs }) => `${x(items).toFixed(1)},${y(pairs).toFixed(1)}`).join(' ');
}
