/** A sweep, one chart for each objective: solid lines for own scores, dashed lines for the best fusion. */
import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { OBJECTIVES, type Objective } from '../../data/schema';
import type { SweepRow } from '../../worker/protocol/lab';
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { AXIS, TOOLTIP } from '../legend/axis';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import type { MessageId } from '../messages/en';
import { type Text, useNumbers, useText } from '../messages/useText';
import { datasetTitle } from './labels';
import { type SweepLine, type SweepPlot, sweepPlot } from './plots';
import styles from './Sensitivity.module.css';

export function SweepCharts({ rows }: { rows: readonly SweepRow[] }) {
  const text = useText();
  const datasets = [...new Set(rows.map(({ dataset }) => dataset))];
  return datasets.map((dataset) => {
    const objectives = OBJECTIVES.filter((name) =>
      rows.some((row) => row.dataset === dataset && row.objective === name),
    );
    return (
      <div key={dataset} className={common.stack}>
        {datasets.length > 1 && <h4>{datasetTitle(dataset, text)}</h4>}
        <div className={styles.charts}>
          {objectives.map((objective) => (
            <SweepChart key={objective} rows={rows} dataset={dataset} objective={objective} />
          ))}
        </div>
      </div>
    );
  });
}

/** Neighbouring ticks may differ in the fourth digit only. */
const fine = (value: number): string => String(Number(value.toFixed(4)));

function SweepChart(properties: { rows: readonly SweepRow[]; dataset: string; objective: Objective }) {
  const { rows, dataset, objective } = properties;
  const text = useText();
  const numbers = useNumbers();
  const { lines, points, isNumeric } = sweepPlot(rows, dataset, objective);
  const series = [...new Set(lines.map((line) => line.series))];
  const name = text(`objective.${objective}`);
  return (
    <div>
      <p className={common.row}>
        <ObjectiveMark objective={objective} />
        <strong>{name}</strong>
      </p>
      <div
        className={styles.chart}
        role="img"
        aria-label={text('lab.sweep.summary', { objective: name, count: points.length })}
      >
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 300, height: 240 }}>
          <LineChart
            data={points}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="value"
              {...(isNumeric
                ? { type: 'number', domain: ['dataMin', 'dataMax'] }
                : { padding: { left: 40, right: 40 }, tickFormatter: (id: string) => seriesTitle(id, text) })}
              {...AXIS}
            />
            <YAxis domain={['auto', 'auto']} width={54} tickFormatter={fine} tickCount={5} {...AXIS} />
            <Tooltip
              contentStyle={TOOLTIP}
              formatter={(value) => numbers.score(Number(value))}
              isAnimationActive={false}
            />
            <Legend iconType="plainline" iconSize={22} wrapperStyle={{ fontSize: 12 }} itemSorter={null} />
            {lines.map((line) => (
              <Line
                key={line.id}
                dataKey={line.id}
                name={lineTitle(line, text)}
                stroke={series.indexOf(line.series) === 0 ? `var(--${objective})` : 'var(--muted)'}
                strokeDasharray={line.ranking === 'best' ? '5 4' : '0'}
                strokeWidth={2}
                dot={{ r: series.indexOf(line.series) === 0 ? 3.5 : 2.5, strokeDasharray: '0' }}
                isAnimationActive={false}
                connectNulls
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <SweepTable name={name} lines={lines} points={points} />
    </div>
  );
}

/** The points of a chart as a table: a row for each value, a column for each line. */
function SweepTable(properties: { name: string } & Pick<SweepPlot, 'lines' | 'points'>) {
  const { name, lines, points } = properties;
  const text = useText();
  const numbers = useNumbers();
  const label = text('lab.sweep.table', { objective: name });
  return (
    <details className={common.disclosure}>
      <summary>{label}</summary>
      <TableScroll label={label}>
        <DataTable align="end">
          <thead>
            <tr>
              <th scope="col">{text('lab.sweep.value')}</th>
              {lines.map((line) => (
                <th key={line.id} scope="col">
                  {lineTitle(line, text)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.value}>
                <th scope="row">
                  {typeof point.value === 'number' ? fine(point.value) : seriesTitle(point.value!, text)}
                </th>
                {lines.map(({ id }) => (
                  <td key={id}>
                    {point[id] === undefined ? text('number.none') : numbers.score(Number(point[id]))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      </TableScroll>
    </details>
  );
}

const NAMED = ['unit', 'weight', 'conflict-aware', 'hard-push'];

const seriesTitle = (id: string, text: Text): string =>
  NAMED.includes(id) ? text(`choice.${id}` as MessageId) : '';

function lineTitle({ series, ranking }: SweepLine, text: Text): string {
  return [seriesTitle(series, text), text(`lab.ranking.${ranking}`)].filter(Boolean).join(', ');
}
