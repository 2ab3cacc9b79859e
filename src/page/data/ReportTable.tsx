/** The funnel in numbers: pairs, rate, users, items, training pairs and test users of each objective. */
import type { FunnelStep } from '../../data/report/findingTypes';
import { DataTable, TableScroll } from '../controls/DataTable';
import { ObjectiveHead } from '../legend/ObjectiveHead';
import { useNumbers, useText } from '../messages/useText';
import styles from './ReportCard.module.css';

const COLUMNS = ['pairs', 'rate', 'users', 'items', 'training', 'test'] as const;

export function ReportTable({ funnel }: { funnel: readonly FunnelStep[] }) {
  const text = useText();
  return (
    <TableScroll label={text('data.funnel')}>
      <DataTable align="end" className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text('report.reached')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`report.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {funnel.map((step) => (
            <Row key={step.objective} step={step} />
          ))}
        </tbody>
      </DataTable>
    </TableScroll>
  );
}

function Row({ step }: { step: FunnelStep }) {
  const text = useText();
  const numbers = useNumbers();
  const { objective, pairs, rate, users, items, trainingPairs, testUsers, testUsersWithout } = step;
  const tested = { count: numbers.count(testUsers), without: numbers.count(testUsersWithout) };
  return (
    <tr data-owner={objective}>
      <ObjectiveHead objective={objective} />
      <td>{numbers.count(pairs)}</td>
      <td>{objective === 'exposure' ? text('number.none') : numbers.share(rate)}</td>
      <td>{numbers.count(users)}</td>
      <td>{numbers.count(items)}</td>
      <td>{numbers.count(trainingPairs)}</td>
      <td>{testUsersWithout > 0 ? text('report.test.without', tested) : tested.count}</td>
    </tr>
  );
}
