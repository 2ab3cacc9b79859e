/** The values of a chart as a table, behind a disclosure. */
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { Disclosure } from '../controls/Disclosure';
import { useNumbers, useText } from '../messages/useText';
import { type ChartPoint, type ChartRow, thinned } from './chartRows';

/** Rows at most: a table is read, and more are in the run's file. */
const ROWS = 24;

interface CurveTableProperties {
  name: string;
  rows: readonly ChartRow[];
  sequential: readonly ChartPoint[];
}

export function CurveTable(properties: CurveTableProperties) {
  const text = useText();
  return (
    <Disclosure summary={text('chart.table')} className={common.disclosure}>
      <TableScroll label={properties.name}>
        <Rows {...properties} />
      </TableScroll>
    </Disclosure>
  );
}

function Rows({ name, rows, sequential }: CurveTableProperties) {
  const text = useText();
  const numbers = useNumbers();
  const drawn = OBJECTIVES.filter((objective) => rows.some((row) => row[objective] !== undefined));
  const filled = rows.filter((row) => drawn.some((objective) => row[objective] !== undefined));
  const format = (value: number | undefined) =>
    value === undefined ? text('number.none') : numbers.plain(value);
  return (
    <>
      <DataTable align="end">
        <caption className={common.hidden}>{name}</caption>
        <thead>
          <tr>
            <th scope="col">{text('results.steps')}</th>
            {drawn.map((objective) => (
              <th key={objective} scope="col">
                {text(`objective.${objective}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {thinned(filled, ROWS).map((row) => (
            <tr key={row.step}>
              <th scope="row">{numbers.count(row.step)}</th>
              {drawn.map((objective) => (
                <td key={objective}>{format(row[objective])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
      {sequential.length > 0 && (
        <DataTable align="end">
          <caption className={common.note}>{text('sequential.exposure')}</caption>
          <tbody>
            {thinned(sequential, ROWS).map(({ step, value }) => (
              <tr key={step}>
                <th scope="row">{numbers.count(step)}</th>
                <td>{format(value)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </>
  );
}
