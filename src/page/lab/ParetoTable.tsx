/** The points of the trade-off as a table: what the plot shows, for who cannot see or point at it. */
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { methodTitle } from '../legend/methods';
import { useNumbers, useText } from '../messages/useText';
import styles from './ParetoCard.module.css';
import type { Front } from './plots';

export function ParetoTable({ fronts }: { fronts: readonly Front[] }) {
  const text = useText();
  const numbers = useNumbers();
  return (
    <details className={common.disclosure} data-wide>
      <summary>{text('lab.pareto.table')}</summary>
      <TableScroll label={text('lab.pareto.table')}>
        <DataTable align="end" className={styles.points}>
          <thead>
            <tr>
              <th scope="col">{text('lab.method')}</th>
              <th scope="col">{text('objective.click')}</th>
              <th scope="col">{text('objective.conversion')}</th>
              <th scope="col">{text('lab.pareto.weights')}</th>
            </tr>
          </thead>
          <tbody>
            {fronts.flatMap(({ label, points }) =>
              points.map(({ click, conversion, weights }) => (
                <tr key={`${label} ${click} ${conversion}`}>
                  <th scope="row">{methodTitle(label, text)}</th>
                  <td>{numbers.score(click)}</td>
                  <td>{numbers.score(conversion)}</td>
                  <td>{weights ? weights.map(numbers.plain).join(' / ') : text('number.none')}</td>
                </tr>
              )),
            )}
          </tbody>
        </DataTable>
      </TableScroll>
    </details>
  );
}
