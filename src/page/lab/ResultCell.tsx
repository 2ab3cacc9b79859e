/** One cell: mean and deviation, its interval, and the outcome of the test against the reference. */
import { compared, FLOP_PER_GFLOP, verdictOf } from '../../lab/labCatalogue';
import type { Estimate, Figure, RowMeasures } from '../../worker/protocol/lab';
import common from '../controls/common.module.css';
import { engineTitle } from '../legend/engines';
import { methodTitle } from '../legend/methods';
import { formatDuration, type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import { IntervalPlot } from '../results/IntervalPlot';
import type { Column } from './columns';
import styles from './ResultTable.module.css';

export function ResultCell(properties: {
  column: Column;
  measured: RowMeasures;
  /** Heading of the column, shown where rows are cards. */
  label: string;
  isBest: boolean;
  /** Seeds that its comparison with the reference has. */
  seeds: number;
  /** Range of the objective's intervals; no interval is drawn without it. */
  scale: readonly [min: number, max: number] | undefined;
}) {
  const { column, measured, label, isBest, seeds, scale } = properties;
  const text = useText();
  const numbers = useNumbers();
  const estimate = column.estimate(measured);
  const figure = column.figure?.(measured);
  return (
    <td data-label={label} data-owner={column.objective} data-best={isBest || undefined}>
      {estimate ? (
        <span className={styles.number}>
          {isBest && <BestMark />}
          {format(column, estimate.mean, { text, numbers })}
          {figure && <Verdict figure={figure} seeds={seeds} />}
        </span>
      ) : (
        <span className={common.note}>{text('lab.trial.noUsers')}</span>
      )}
      {estimate && (
        <span className={styles.spread}>
          {figure && scale && <Interval figure={figure} scale={scale} />}
          <Deviation column={column} estimate={estimate} />
          {isTime(column) && <span className={styles.deviation}>{enginesOf(measured, text)}</span>}
        </span>
      )}
    </td>
  );
}

/** Whether a column shows the time of training, which says as much of the engine as of the method. */
const isTime = ({ heading }: Column): boolean => heading.kind === 'cost' && heading.cost === 'seconds';

function enginesOf({ engines }: RowMeasures, text: Text): string {
  return engines
    .filter((name) => name !== 'none')
    .map((name) => engineTitle(name, text))
    .join(' + ');
}

function BestMark() {
  const text = useText();
  return (
    <>
      <span className={styles.best} aria-hidden="true" title={text('lab.best')}>
        ★
      </span>
      <span className={common.hidden}>{text('lab.best')} </span>
    </>
  );
}

function Deviation({ column, estimate }: { column: Column; estimate: Estimate }) {
  const text = useText();
  const numbers = useNumbers();
  const { deviation } = estimate;
  if (deviation === undefined || deviation === 0) return null;
  return <span className={styles.deviation}>± {format(column, deviation, { text, numbers })}</span>;
}

const SIGNS = { better: '▲', worse: '▼', unclear: '' } as const;

function Verdict({ figure, seeds }: { figure: Figure; seeds: number }) {
  const text = useText();
  const numbers = useNumbers();
  const verdict = verdictOf(figure, seeds);
  if (!verdict || !figure.against) return null;
  const { p, right } = figure.against;
  const sentence = text(`lab.against.${verdict}`, {
    reference: methodTitle(right, text),
    p: p < 0.001 ? '< 0.001' : `= ${numbers.score(p)}`,
  });
  return (
    <span className={styles.verdict} data-verdict={verdict} title={sentence}>
      <span aria-hidden="true">{SIGNS[verdict]}</span>
      <span className={common.hidden}>{sentence}</span>
    </span>
  );
}

function Interval(properties: { figure: Figure; scale: readonly [min: number, max: number] }) {
  const { figure, scale } = properties;
  const text = useText();
  const numbers = useNumbers();
  const [low, high] = figure.interval;
  const label = text('results.interval', { low: numbers.score(low), high: numbers.score(high) });
  const [min, max] = scale;
  const value = compared(figure).mean;
  return <IntervalPlot {...{ value, low, high, min, max, label }} />;
}

function format(
  { heading }: Column,
  value: number,
  { text, numbers }: { text: Text; numbers: Numbers },
): string {
  if (heading.kind !== 'cost' || heading.cost === 'hypervolume') return numbers.score(value);
  switch (heading.cost) {
    case 'parameters':
    case 'vectorWidth':
    case 'steps':
      return numbers.count(value);
    case 'indexBytes':
      return text('lab.kilobytes', { count: numbers.count(Math.round(value / 1000)) });
    case 'flops':
      return numbers.plain(Number((value / FLOP_PER_GFLOP).toPrecision(3)));
    case 'seconds':
      return value < 60
        ? text('lab.seconds', { seconds: numbers.plain(Number(value.toPrecision(2))) })
        : formatDuration(text, 1000 * value);
    case 'retrievalUs':
      return numbers.plain(Number(value.toPrecision(2)));
    case 'forgetting':
      return numbers.plain(value);
  }
}
