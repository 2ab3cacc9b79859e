/** One objective's numbers: every ranking in a row, with its interval drawn on a common scale. */

import type { Objective } from '../../data/schema';
import type { Metric } from '../../worker/protocol/retrieval';
import common from '../controls/common.module.css';
import { DataTable } from '../controls/DataTable';
import fieldStyles from '../controls/Field.module.css';
import { Help } from '../controls/Help';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import { IntervalPlot } from './IntervalPlot';
import styles from './results.module.css';
import type { NamedReport } from './useScorers';

interface Row {
  id: string;
  title: string;
  metric: Metric;
}

export function ObjectiveResults(properties: {
  objective: Objective;
  scorers: readonly NamedReport[];
  k: number;
}) {
  const { objective, scorers, k } = properties;
  const text = useText();
  const titles = { before: text('results.before'), best: text('results.best') };
  const rows = resultRows(objective, scorers, titles);
  const hasTruth = rows.some(({ metric }) => metric.expected !== undefined);
  const max = Math.max(0.01, ...rows.map(({ metric }) => metric.recallInterval[1]));
  return (
    <DataTable className={styles.metrics} data-owner={objective}>
      <caption>
        <span className={common.row}>
          <ObjectiveMark objective={objective} />
          <strong>{text(`objective.${objective}`)}</strong>
          <span className={common.note}>{text('results.users', { users: rows[0]?.metric.users ?? 0 })}</span>
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span className={common.hidden}>{text('results.method')}</span>
          </th>
          <th scope="col">{text('results.recall', { k })}</th>
          <th scope="col">{text('results.ndcg', { k })}</th>
          {hasTruth && (
            <th scope="col">
              <span className={fieldStyles.labelRow}>
                {text('results.x')}
                <Help name={text('results.x')}>{text('results.define.x', { k })}</Help>
              </span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <MetricRow key={row.id} row={row} hasTruth={hasTruth} max={max} />
        ))}
      </tbody>
    </DataTable>
  );
}

/** Returns the rows of an objective; the run adds one before its second stage and one for its best fusion. */
export function resultRows(
  objective: Objective,
  scorers: readonly NamedReport[],
  titles: Record<'before' | 'best', string>,
): Row[] {
  return scorers.flatMap(({ id, title, report }) => {
    const metric = report[objective];
    const rows: Row[] = metric ? [{ id, title, metric }] : [];
    if (id !== 'run') return rows;
    for (const more of ['before', 'best'] as const) {
      const found = report[more]?.[objective];
      if (found) rows.push({ id: more, title: titles[more], metric: found });
    }
    return rows;
  });
}

function MetricRow({ row, hasTruth, max }: { row: Row; hasTruth: boolean; max: number }) {
  const text = useText();
  const numbers = useNumbers();
  const { id, title, metric } = row;
  const [low, high] = metric.recallInterval;
  const interval = text('results.interval', { low: numbers.score(low), high: numbers.score(high) });
  const [ndcgLow, ndcgHigh] = metric.ndcgInterval;
  return (
    <tr data-run={id === 'run' || undefined}>
      <th scope="row">{title}</th>
      <td>
        <span>{numbers.score(metric.recall)}</span>
        <IntervalPlot value={metric.recall} low={low} high={high} max={max} label={interval} />
      </td>
      <td>
        <span>{numbers.score(metric.ndcg)}</span>
        <span className={styles.range}>
          {numbers.score(ndcgLow)}–{numbers.score(ndcgHigh)}
        </span>
      </td>
      {hasTruth && (
        <td>{metric.expected === undefined ? text('number.none') : numbers.score(metric.expected)}</td>
      )}
    </tr>
  );
}
